package io.cointrader.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.strategy.Decision;
import io.cointrader.models.strategy.Strategy;
import io.cointrader.models.strategy.StrategyProvider;
import io.cointrader.models.strategy.StrategySetup;
import io.cointrader.models.strategy.StrategySpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildTest {

  @TempDir Path home;

  /** A strategy whose code lies wherever it is copied to. */
  public static final class Quiet implements StrategyProvider {
    @Override
    public StrategySpec spec() {
      return StrategySpec.of("quiet", "Quiet");
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return view -> Decision.none("quiet");
    }
  }

  @Test
  void theIdentityIsTheVersionAndTheCode() {
    String id = Build.id(Plugins.installed());

    assertThat(id).matches("\\Q" + Build.version() + "\\E\\+[0-9a-f]{12}");
    assertThat(Build.id(Plugins.installed())).isEqualTo(id);
    assertThat(Build.id(Plugins.none())).startsWith(Build.version() + "+");
  }

  @Test
  void anotherByteInTheCodeOfAPartIsAnotherBuildWhereverItLies() throws Exception {
    String first = withQuiet("first", 1);
    String moved = withQuiet("moved", 1);
    String edited = withQuiet("edited", 2);

    assertThat(moved).isEqualTo(first);
    assertThat(edited).isNotEqualTo(first);
    assertThat(first).isNotEqualTo(Build.id(Plugins.installed()));
  }

  private String withQuiet(String folder, int more) throws Exception {
    Path root = Files.createDirectories(home.resolve(folder));
    String file = Quiet.class.getName().replace('.', '/') + ".class";
    Path copy = root.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = Quiet.class.getResourceAsStream("BuildTest$Quiet.class")) {
      Files.write(copy, in.readAllBytes());
    }
    Files.write(root.resolve("Helper.class"), new byte[] {(byte) more});
    try (Own loader = new Own(root.toUri().toURL())) {
      return Build.id(
          Plugins.installed()
              .with(
                  (StrategyProvider)
                      loader.loadClass(Quiet.class.getName()).getConstructor().newInstance()));
    }
  }

  /** Takes the strategy from its own place before it asks elsewhere. */
  private static final class Own extends URLClassLoader {
    Own(URL where) {
      super(new URL[] {where}, BuildTest.class.getClassLoader());
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      if (!name.equals(Quiet.class.getName())) {
        return super.loadClass(name);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Test
  void codeIsKnownByItsFilesAndTheirNames() throws IOException {
    Path one = Files.createDirectories(home.resolve("one/a"));
    Path two = Files.createDirectories(home.resolve("two/a"));
    for (Path folder : new Path[] {one, two}) {
      Files.writeString(folder.resolve("A.class"), "a");
      Files.writeString(folder.resolve("B.class"), "b");
    }
    String hash = Code.hash(one.getParent());
    assertThat(Code.hash(two.getParent())).isEqualTo(hash);

    Files.move(two.resolve("B.class"), two.resolve("C.class"));
    assertThat(Code.hash(two.getParent())).isNotEqualTo(hash);
    Files.writeString(one.resolve("B.class"), "c");
    assertThat(Code.hash(one.getParent())).isNotEqualTo(hash);
  }
}
