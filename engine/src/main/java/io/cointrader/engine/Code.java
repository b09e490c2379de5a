package io.cointrader.engine;

import io.cointrader.models.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * SHA-256 of code by where it lies: a jar by its bytes, a folder by its files and their names.
 * Nothing is read before it is asked for, and nothing twice.
 */
final class Code {

  private static final String OURS = "io.cointrader.";

  /** Decides nothing: a word that it prints otherwise makes no other build. */
  private static final String COMMAND_LINE = OURS + "cli";

  private static final ClassValue<Optional<String>> OF_PARTS =
      new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
          return location(type)
              .filter(where -> !Own.LOCATIONS.containsValue(where))
              .map(Code::hash);
        }
      };

  private Code() {}

  /** CoinTrader's own, read when it is first asked for. */
  private static final class Own {
    static final SortedMap<String, URI> LOCATIONS = locations();
    static final String HASH = hash();

    private static String hash() {
      MessageDigest sha = Sha256.begin();
      LOCATIONS.forEach(
          (name, where) ->
              sha.update((name + " " + Code.hash(where) + "\n").getBytes(StandardCharsets.UTF_8)));
      return Sha256.end(sha);
    }
  }

  /** Of CoinTrader's modules but the command line. */
  static String own() {
    return Own.HASH;
  }

  /** Of what a part comes from; empty where that is CoinTrader's own code. */
  static Optional<String> of(Class<?> part) {
    return OF_PARTS.get(part);
  }

  /** CoinTrader's modules by name; where they are packed into one jar, that jar. */
  private static SortedMap<String, URI> locations() {
    ModuleLayer layer = Code.class.getModule().getLayer();
    SortedMap<String, URI> found = layer == null ? onClassPath() : in(layer);
    found.keySet().removeIf(name -> !name.startsWith(OURS) || name.equals(COMMAND_LINE));
    if (found.isEmpty()) {
      location(Code.class).ifPresent(where -> found.put(OURS, where));
    }
    return Collections.unmodifiableSortedMap(found);
  }

  private static SortedMap<String, URI> in(ModuleLayer layer) {
    SortedMap<String, URI> found = new TreeMap<>();
    layer
        .configuration()
        .modules()
        .forEach(
            module -> {
              ModuleReference reference = module.reference();
              reference.location().ifPresent(where -> found.put(module.name(), plain(where)));
            });
    return found;
  }

  private static SortedMap<String, URI> onClassPath() {
    SortedMap<String, URI> found = new TreeMap<>();
    try {
      for (URL url :
          Collections.list(Code.class.getClassLoader().getResources("module-info.class"))) {
        try (InputStream in = url.openStream()) {
          found.putIfAbsent(ModuleDescriptor.read(in).name(), root(url));
        }
      }
    } catch (IOException | URISyntaxException unreadable) {
      throw new IllegalStateException("the program's own code cannot be read", unreadable);
    }
    return found;
  }

  /** Of a file in it. */
  private static URI root(URL file) throws IOException, URISyntaxException {
    URLConnection connection = file.openConnection();
    return plain(
        connection instanceof JarURLConnection jar
            ? jar.getJarFileURL().toURI()
            : file.toURI().resolve("."));
  }

  private static Optional<URI> location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : Optional.of(plain(source.getLocation().toURI()));
    } catch (URISyntaxException odd) {
      return Optional.empty();
    }
  }

  /** The same place in one form: {@code file:///a} is {@code file:/a}. */
  private static URI plain(URI where) {
    try {
      return Path.of(where).toUri();
    } catch (IllegalArgumentException | FileSystemNotFoundException elsewhere) {
      return where;
    }
  }

  /** What no file system holds is known by its name. */
  private static String hash(URI where) {
    Path root;
    try {
      root = Path.of(where);
    } catch (IllegalArgumentException | FileSystemNotFoundException elsewhere) {
      return where.toString();
    }
    try {
      return hash(root);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          new IOException("the code in " + root + " cannot be read", unreadable));
    }
  }

  static String hash(Path root) throws IOException {
    MessageDigest sha = Sha256.begin();
    if (!Files.isDirectory(root)) {
      digest(root, sha);
      return Sha256.end(sha);
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    SortedMap<String, Path> sorted = new TreeMap<>();
    files.forEach(file -> sorted.put(root.relativize(file).toString().replace('\\', '/'), file));
    for (Map.Entry<String, Path> file : sorted.entrySet()) {
      sha.update(
          (file.getKey() + " " + Files.size(file.getValue()) + "\n")
              .getBytes(StandardCharsets.UTF_8));
      digest(file.getValue(), sha);
    }
    return Sha256.end(sha);
  }

  private static void digest(Path file, MessageDigest sha) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
    }
  }
}
