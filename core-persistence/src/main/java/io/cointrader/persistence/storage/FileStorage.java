package io.cointrader.persistence.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real files, readable and writable by their owner only. Links inside the root are refused. */
public final class FileStorage implements Storage {

  /**
   * The locks held in this process. The operating system's locks belong to the process as a whole,
   * and closing any channel of a locked file gives its lock up, so a second channel must never be
   * opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final boolean posix;

  private FileStorage(Path root) {
    this.root = root;
    this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Storage under a directory, which need not be there yet. */
  public static FileStorage at(Path root) {
    return new FileStorage(root.toAbsolutePath().normalize());
  }

  @Override
  public String root() {
    return root.toString();
  }

  @Override
  public void createDirectories(String path) {
    Path directory = resolve(path);
    attempt(
        "create directory",
        path.isEmpty() ? root.toString() : path,
        () -> {
          create(directory);
          return path;
        });
  }

  private void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      Files.createDirectory(directory, permissions("rwx------"));
    } catch (FileAlreadyExistsException raced) {
      if (!Files.isDirectory(directory)) {
        throw raced;
      }
    }
    if (parent != null) {
      force(parent);
    }
  }

  @Override
  public List<String> list(String path) {
    Path directory = resolve(path);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    return attempt(
        "list",
        path,
        () -> {
          try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
          } catch (UncheckedIOException failed) {
            throw failed.getCause();
          }
        });
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] read(String path) {
    return attempt("read", path, () -> Files.readAllBytes(resolve(path)));
  }

  @Override
  public long size(String path) {
    return attempt("read", path, () -> Files.size(resolve(path)));
  }

  @Override
  public AppendFile append(String path) {
    Path file = name(path);
    FileChannel channel = attempt("open", path, () -> open(file));
    return new ChannelFile(path, file, channel, keyOf(path, file));
  }

  private FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        permissions("rw-------"));
  }

  @Override
  public void rename(String from, String to) {
    attempt(
        "rename",
        from + " to " + to,
        () -> Files.move(resolve(from), name(to), StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public void delete(String path) {
    attempt("delete", path, () -> Files.deleteIfExists(name(path)));
  }

  @Override
  public void forceDirectory(String path) {
    attempt(
        "force directory",
        path,
        () -> {
          force(resolve(path));
          return path;
        });
  }

  /**
   * Elsewhere than on POSIX systems a directory cannot be opened, and its entries are durable at
   * once.
   */
  private void force(Path directory) throws IOException {
    if (posix) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public long usableBytes() {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException unknown) { // a root that is gone is found by whoever writes
      return Long.MAX_VALUE;
    }
  }

  @Override
  public Optional<OwnerLock> tryLock(String path) {
    Path name = attempt("lock", path, () -> root.toRealPath().resolve(path));
    if (!HELD.add(name)) {
      return Optional.empty();
    }
    Optional<OwnerLock> lock = Optional.empty();
    try {
      lock = lockFile(path, name);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(name);
      }
    }
  }

  private Optional<OwnerLock> lockFile(String path, Path name) {
    FileChannel channel = attempt("open", path, () -> open(resolve(path)));
    boolean locked = false;
    boolean elsewhere = false;
    try {
      locked = attempt("lock", path, () -> Optional.ofNullable(channel.tryLock())).isPresent();
    } catch (OverlappingFileLockException inThisProcess) {
      elsewhere = true; // closing a channel here would give up what the other holds
    } finally {
      if (!locked && !elsewhere) {
        close(channel, path);
      }
    }
    if (!locked) {
      return Optional.empty();
    }
    ProcessLock lock = new ProcessLock(path, name, channel, keyOf(path, name));
    boolean ours = false;
    try {
      refuseOpenToOthers();
      ours = true;
      return Optional.of(lock);
    } finally {
      if (!ours) {
        lock.close();
      }
    }
  }

  /** What anyone may write, somebody else may have written. */
  private void refuseOpenToOthers() {
    if (!posix) {
      return;
    }
    attempt(
        "open",
        root.toString(),
        () -> {
          try (Stream<Path> all = Files.walk(root, 2)) {
            for (Path one : (Iterable<Path>) all::iterator) {
              if (!Files.isSymbolicLink(one)
                  && Files.getPosixFilePermissions(one)
                      .contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException(
                    "anyone may write " + one + "; take that away with: chmod o-w " + one);
              }
            }
          } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
          }
          return root;
        });
  }

  private static void close(FileChannel channel, String path) {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new StorageException("close", path, failed);
    }
  }

  /** A path that is no link, and no way through one. */
  private Path resolve(String path) {
    Path resolved = name(path);
    refuseLink(resolved);
    return resolved;
  }

  /** A path for calls that do not follow a link at its end. */
  private Path name(String path) {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root)) {
      throw new IllegalArgumentException(path + " is outside " + root);
    }
    for (Path part = resolved.getParent();
        part != null && part.startsWith(root);
        part = part.getParent()) {
      refuseLink(part);
    }
    return resolved;
  }

  private void refuseLink(Path part) {
    if (!part.equals(root) && Files.isSymbolicLink(part)) {
      throw new StorageException(
          "open", part.toString(), new IOException("links are refused in a data directory"));
    }
  }

  private FileAttribute<?>[] permissions(String text) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private static <T> T attempt(String operation, String path, Call<T> call) {
    try {
      return call.run();
    } catch (NoSuchFileException missing) {
      throw new StorageException(operation, path, new IOException("no such file or directory"));
    } catch (IOException failed) {
      throw new StorageException(operation, path, failed);
    }
  }

  /** What stays the same while it is the same file. */
  private static Object keyOf(String path, Path name) {
    return attempt(
        "look at",
        path,
        () -> {
          BasicFileAttributes attributes = Files.readAttributes(name, BasicFileAttributes.class);
          Object key = attributes.fileKey();
          return key == null ? attributes.creationTime() : key;
        });
  }

  /** Fails when another file, or none, stands where one with this key was opened. */
  private static void checkKey(String path, Path name, Object key) {
    if (!keyOf(path, name).equals(key)) {
      throw new StorageException("look at", path, new IOException("it is another file now"));
    }
  }

  private record ProcessLock(String path, Path name, FileChannel channel, Object key)
      implements OwnerLock {

    @Override
    public void check() {
      if (!channel.isOpen()) {
        throw new StorageException("check", path, new IOException("the lock was given up"));
      }
      checkKey(path, name, key);
    }

    @Override
    public void close() {
      if (channel.isOpen()) {
        FileStorage.close(channel, path);
        HELD.remove(name);
      }
    }
  }

  /** What stays the same while no name in a directory changes. */
  private record Folder(FileTime changed, @Nullable Object key) {

    static final Folder UNKNOWN = new Folder(FileTime.fromMillis(Long.MIN_VALUE), null);
    private static final long TICK_MILLIS = 1_000;

    /** Whether a change that is still to come will show: times of files have a grain. */
    boolean isSettled() {
      return changed.toMillis() < System.currentTimeMillis() - TICK_MILLIS;
    }
  }

  private static final class ChannelFile implements AppendFile {

    private final String path;
    private final Path name;
    private final FileChannel channel;
    private final Object key;
    private Folder folder = Folder.UNKNOWN;
    private long end;

    ChannelFile(String path, Path name, FileChannel channel, Object key) {
      this.path = path;
      this.name = name;
      this.channel = channel;
      this.key = key;
      this.end = size();
    }

    /**
     * What stays the same while no name in the file's directory changes. Looking at the file itself
     * would make each of its writes a change of its time, which is slow to make durable.
     */
    private Folder folder() {
      return attempt(
          "look at",
          path,
          () -> {
            BasicFileAttributes attributes =
                Files.readAttributes(name.resolveSibling(""), BasicFileAttributes.class);
            return new Folder(attributes.lastModifiedTime(), attributes.fileKey());
          });
    }

    @Override
    public void write(ByteBuffer bytes) {
      int count = bytes.remaining();
      write(bytes, end);
      end += count;
    }

    @Override
    public void reserve(long size, byte filler) {
      long from = size();
      if (from < size) {
        byte[] room = new byte[Math.toIntExact(size - from)];
        Arrays.fill(room, filler);
        write(ByteBuffer.wrap(room), from);
      }
    }

    private void write(ByteBuffer bytes, long from) {
      attempt(
          "write",
          path,
          () -> {
            long at = from;
            while (bytes.hasRemaining()) {
              at += channel.write(bytes, at);
            }
            return bytes;
          });
    }

    @Override
    public void force() {
      Folder now = folder();
      if (!now.equals(folder)) {
        checkKey(path, name, key);
        folder = now.isSettled() ? now : Folder.UNKNOWN;
      }
      attempt(
          "force",
          path,
          () -> {
            channel.force(false);
            return path;
          });
    }

    @Override
    public long size() {
      return attempt("size", path, channel::size);
    }

    @Override
    public void truncate(long size) {
      attempt("truncate", path, () -> channel.truncate(size));
      end = Math.min(end, size);
    }

    @Override
    public void close() {
      FileStorage.close(channel, path);
    }
  }
}
