package io.cointrader.engine;

import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Real files until it dies; from then on nothing can be written, as on a full disk. */
final class DyingStorage implements Storage {

  private final Storage files;
  private volatile boolean dead; // written by the test, read by the core thread
  private volatile long usable = Long.MAX_VALUE; // likewise

  DyingStorage(Path root) {
    files = FileStorage.at(root);
  }

  void die() {
    dead = true;
  }

  void fill(long bytesLeft) {
    usable = bytesLeft;
  }

  private void write(String path) {
    if (dead) {
      throw new StorageException("write", path, new IOException("No space left on device"));
    }
  }

  @Override
  public String root() {
    return files.root();
  }

  @Override
  public void createDirectories(String path) {
    write(path);
    files.createDirectories(path);
  }

  @Override
  public List<String> list(String path) {
    return files.list(path);
  }

  @Override
  public boolean exists(String path) {
    return files.exists(path);
  }

  @Override
  public byte[] read(String path) {
    return files.read(path);
  }

  @Override
  public long size(String path) {
    return files.size(path);
  }

  @Override
  public AppendFile append(String path) {
    write(path);
    AppendFile file = files.append(path);
    return new AppendFile() {
      @Override
      public void write(ByteBuffer bytes) {
        DyingStorage.this.write(path);
        file.write(bytes);
      }

      @Override
      public void reserve(long size, byte filler) {
        DyingStorage.this.write(path);
        file.reserve(size, filler);
      }

      @Override
      public void force() {
        DyingStorage.this.write(path);
        file.force();
      }

      @Override
      public long size() {
        return file.size();
      }

      @Override
      public void truncate(long size) {
        DyingStorage.this.write(path);
        file.truncate(size);
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  @Override
  public void rename(String from, String to) {
    write(to);
    files.rename(from, to);
  }

  @Override
  public void delete(String path) {
    write(path);
    files.delete(path);
  }

  @Override
  public void forceDirectory(String path) {
    write(path);
    files.forceDirectory(path);
  }

  @Override
  public long usableBytes() {
    return usable;
  }

  @Override
  public Optional<OwnerLock> tryLock(String path) {
    return files.tryLock(path);
  }
}
