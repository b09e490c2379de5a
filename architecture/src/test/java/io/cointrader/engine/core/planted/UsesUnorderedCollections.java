package io.cointrader.engine.core.planted;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

final class UsesUnorderedCollections {
  Object hashMap() {
    return new HashMap<String, String>();
  }

  Supplier<Set<String>> hashSetByReference() {
    return HashSet::new;
  }

  Object identityHashMap() {
    return new IdentityHashMap<String, String>();
  }

  Object concurrentHashMap() {
    return new ConcurrentHashMap<String, String>();
  }

  Object mapOf() {
    return Map.of("a", 1);
  }

  Object mapOfEntries() {
    return Map.ofEntries(Map.entry("a", 1));
  }

  Object mapCopy(Map<String, String> map) {
    return Map.copyOf(map);
  }

  Object setOf() {
    return Set.of("a", "b");
  }

  Object setCopy(List<String> list) {
    return Set.copyOf(list);
  }

  Object collectedToSet(List<String> list) {
    return list.stream().collect(Collectors.toSet());
  }

  Object collectedToMap(List<String> list) {
    return list.stream().collect(Collectors.toMap(Function.identity(), String::length));
  }

  Object grouped(List<String> list) {
    return list.stream().collect(Collectors.groupingBy(String::length));
  }
}
