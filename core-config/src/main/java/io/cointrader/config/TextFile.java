package io.cointrader.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small UTF-8 files. */
final class TextFile {

  private static final int MAX_BYTES = 1 << 20;

  /** A file that cannot be read, and what to do. */
  static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String fix;

    Unreadable(String rule, String fix) {
      super(rule);
      this.rule = rule;
      this.fix = fix;
    }

    /** Continues the name of the file. */
    String rule() {
      return rule;
    }

    String fix() {
      return fix;
    }
  }

  private TextFile() {}

  /**
   * @throws Unreadable when it is not there, no UTF-8, or larger than 1 MiB
   */
  static String read(Path path) throws Unreadable {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Unreadable("is larger than a configuration can be", "name the right file");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException missing) {
      throw new Unreadable("does not exist", "name a file that is there");
    } catch (CharacterCodingException notUtf8) {
      throw new Unreadable("is not UTF-8 text", "save it as UTF-8");
    } catch (IOException failed) {
      throw new Unreadable("cannot be read", "check its kind and permissions");
    }
  }
}
