package io.cointrader.persistence.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Every file operation the core makes, under one root. Paths are relative, separated by {@code /}.
 * A failure is a {@link StorageException}.
 */
public interface Storage {

  /** Where the root is, for messages. */
  String root();

  /** Makes the directory and its parents; nothing when it is there. */
  void createDirectories(String path);

  /** The names in a directory, sorted; empty when there is no such directory. */
  List<String> list(String path);

  boolean exists(String path);

  /** The whole content of a file. */
  byte[] read(String path);

  /** Opens a file for appending at its end, making it when it is not there. */
  AppendFile append(String path);

  /** Replaces the target, if it is there, in one step. */
  void rename(String from, String to);

  void delete(String path);

  /** Makes the entries of a directory durable. */
  void forceDirectory(String path);

  /** Takes the exclusive lock of this name, or nothing when another owner has it. */
  Optional<OwnerLock> tryLock(String path);

  /** A file that only grows. Owned by one thread. */
  interface AppendFile extends AutoCloseable {

    /** Writes all remaining bytes. */
    void write(ByteBuffer bytes);

    /** Makes everything written durable. */
    void force();

    long size();

    /** Cuts the file to a length. */
    void truncate(long size);

    @Override
    void close();
  }

  /** Held until closed or until the process ends. */
  interface OwnerLock extends AutoCloseable {
    @Override
    void close();
  }
}
