package io.cointrader.persistence.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Every file operation the core makes, under one root. Paths are relative, separated by {@code /}.
 * A failure is a {@link StorageException}.
 */
public interface Storage {

  /** The ending of a file that is to replace the one whose name stands before it. */
  String TEMPORARY = ".tmp";

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

  /**
   * Makes this the whole content of a file, made when it is not there; its directory must be. Who
   * reads it at any moment, and whatever a crash at any moment leaves, has the content before or
   * this one, never a mix; when this returns, this one is durable. It is written beside first,
   * under the name with {@link #TEMPORARY} behind it: what a crash leaves there is never read, and
   * the next call writes over it.
   *
   * @param content its remaining bytes, which are taken
   */
  default void replace(String path, ByteBuffer content) {
    String temporary = path + TEMPORARY;
    try (AppendFile file = append(temporary)) {
      if (file.size() > 0) {
        file.truncate(0);
      }
      file.write(content);
      file.force();
    }
    rename(temporary, path);
    forceDirectory(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
  }

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
     * failure any number of them may have been written. Fails when the file was cut before there.
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
