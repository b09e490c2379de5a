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

  /** Makes the directory and its parents, durably; nothing when it is there. */
  void createDirectories(String path);

  /** The names in a directory, sorted; empty when there is no such directory. */
  List<String> list(String path);

  boolean exists(String path);

  /** The whole content of a file. */
  byte[] read(String path);

  /** The length of a file. */
  long size(String path);

  /** Opens a file for appending at its end, making it when it is not there. */
  AppendFile append(String path);

  /** Replaces the target, if it is there, in one step. */
  void rename(String from, String to);

  /** Removes a file; nothing when it is not there. */
  void delete(String path);

  /** Makes the entries of a directory durable. */
  void forceDirectory(String path);

  /** The bytes that can still be written; {@link Long#MAX_VALUE} where that is not known. */
  long usableBytes();

  /**
   * Takes the exclusive lock of this name, or nothing when another owner, in this process or
   * another, has it. The lock's file is for nothing else: reading it could release the lock.
   */
  Optional<OwnerLock> tryLock(String path);

  /** A file that is written from its end on. Owned by one thread. */
  interface AppendFile extends AutoCloseable {

    /**
     * Writes all remaining bytes behind those written before, at first at the file's end; after a
     * failure any number of them may have been written.
     */
    void write(ByteBuffer bytes);

    /**
     * Fills the file with one byte up to a length, for what is written next to stand in: a file
     * that need not grow is made durable faster. Nothing when it is as long already.
     */
    void reserve(long size, byte filler);

    /** Makes everything written durable; fails when the file is no longer found at its path. */
    void force();

    /** The length of the file, with what is reserved. */
    long size();

    /** Cuts the file to a length; what is written next goes there. */
    void truncate(long size);

    @Override
    void close();
  }

  /** Held until closed or until the process ends. */
  interface OwnerLock extends AutoCloseable {

    /** Fails when the lock's file is not there any more: the store was moved, or removed. */
    void check();

    @Override
    void close();
  }
}
