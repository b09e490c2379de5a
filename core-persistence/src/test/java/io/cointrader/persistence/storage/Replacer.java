package io.cointrader.persistence.storage;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A process that replaces one real file. */
final class Replacer {

  private Replacer() {}

  public static void main(String[] arguments) {
    FileStorage storage = FileStorage.at(Path.of(arguments[0]));
    storage.createDirectories("folder");
    storage.replace("folder/file", ByteBuffer.wrap(new byte[100]));
  }
}
