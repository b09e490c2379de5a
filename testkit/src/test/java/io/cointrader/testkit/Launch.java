package io.cointrader.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract test as a plugin's author would. */
final class Launch {

  private Launch() {}

  /** What each test of the class said: its failure, or {@code passed}. */
  static SortedMap<String, String> of(Class<?> type) {
    SortedMap<String, String> results = new TreeMap<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(type)).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.merge(
                      test.getDisplayName().replace("()", ""),
                      result.getThrowable().map(String::valueOf).orElse("passed"),
                      (one, another) -> one.equals("passed") ? another : one);
                }
              }
            });
    return results;
  }

  /** The tests of the class that failed, with what they said. */
  static SortedMap<String, String> failuresOf(Class<?> type) {
    SortedMap<String, String> results = of(type);
    results.values().removeIf("passed"::equals);
    return results;
  }
}
