package io.cointrader.persistence.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
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

  private static final int STICKY = 0x200;
  private static final long LARGEST = 1 << 30;
  private static final Set<OpenOption> APPENDING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> REPLACING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> READING_NO_LINK =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path root;
  private final boolean posix;
  private final FileAttribute<?>[] file;
  private final FileAttribute<?>[] folder;

  private FileStorage(Path root) {
    this.root = root;
    this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    this.file = permissions("rw-------");
    this.folder = permissions("rwx------");
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
        directory,
        () -> {
          create(directory);
          return directory;
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
      Files.createDirectory(directory, folder);
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
        directory,
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
    Path file = resolve(path);
    return attempt(
        "read",
        file,
        () -> {
          BasicFileAttributes attributes =
              Files.readAttributes(file, BasicFileAttributes.class); // a pipe would never end
          if (attributes.isOther()) {
            throw new IOException("it is no file; remove it");
          }
          if (attributes.size() > LARGEST) {
            throw new IOException("it is larger than any file of a record; it is damaged");
          }
          return Files.readAllBytes(file);
        });
  }

  @Override
  public long size(String path) {
    Path file = resolve(path);
    return attempt("read", file, () -> Files.size(file));
  }

  @Override
  public AppendFile append(String path) {
    Path file = name(path);
    FileChannel channel = attempt("open", file, () -> open(file));
    boolean done = false;
    try {
      BasicFileAttributes attributes = attributes(file);
      AppendFile opened = new ChannelFile(file, channel, keyOf(attributes), attributes.size());
      done = true;
      return opened;
    } finally {
      if (!done) {
        close(channel, file);
      }
    }
  }

  private FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, APPENDING, file);
  }

  @Override
  public void rename(String from, String to) {
    Path source = name(from);
    Path target = inside(to);
    if (!Objects.equals(source.getParent(), target.getParent())) {
      refuseLinksAbove(target);
    }
    attempt("rename", source, () -> Files.move(source, target, StandardCopyOption.ATOMIC_MOVE));
  }

  /** The same calls, without what only a file that stays open needs. */
  @Override
  public void replace(String path, ByteBuffer content) {
    Path target = name(path);
    Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
    FileChannel channel =
        attempt("open", temporary, () -> FileChannel.open(temporary, REPLACING, file));
    try (channel) {
      attempt(
          "write",
          temporary,
          () -> {
            while (content.hasRemaining()) {
              channel.write(content);
            }
            channel.force(false);
            return temporary;
          });
    } catch (IOException failed) {
      throw new StorageException("close", temporary.toString(), failed);
    }
    attempt(
        "rename", temporary, () -> Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE));
    Path directory = target.resolveSibling("");
    attempt(
        "force directory",
        directory,
        () -> {
          force(directory);
          return directory;
        });
  }

  @Override
  public void delete(String path) {
    Path file = name(path);
    attempt("delete", file, () -> Files.deleteIfExists(file));
  }

  @Override
  public void forceDirectory(String path) {
    Path directory = name(path);
    attempt(
        "force directory",
        directory,
        () -> {
          force(directory);
          return directory;
        });
  }

  /**
   * Elsewhere than on POSIX systems a directory cannot be opened, and its entries are durable at
   * once.
   */
  private void force(Path directory) throws IOException {
    if (posix) {
      boolean inside = directory.startsWith(root) && !directory.equals(root);
      try (FileChannel channel = FileChannel.open(directory, inside ? READING_NO_LINK : READING)) {
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
    Path name = attempt("lock", root, root::toRealPath).resolve(path);
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
    Path file = resolve(path);
    FileChannel channel = attempt("open", file, () -> open(file));
    boolean locked = false;
    boolean elsewhere = false;
    try {
      locked = attempt("lock", file, () -> Optional.ofNullable(channel.tryLock())).isPresent();
    } catch (OverlappingFileLockException inThisProcess) {
      elsewhere = true; // closing a channel here would give up what the other holds
    } finally {
      if (!locked && !elsewhere) {
        close(channel, file);
      }
    }
    if (!locked) {
      return Optional.empty();
    }
    boolean ours = false;
    try {
      ProcessLock lock = new ProcessLock(name, channel, keyOf(attributes(name)));
      refuseOpenToOthers();
      ours = true;
      return Optional.of(lock);
    } finally {
      if (!ours) {
        close(channel, file); // which gives the lock up
      }
    }
  }

  /**
   * What anyone may write, somebody else may have written; and who may write a directory that the
   * root is in may put another in its place, unless its sticky bit keeps everyone to his own.
   */
  private void refuseOpenToOthers() {
    if (!posix) {
      return;
    }
    attempt(
        "open",
        root,
        () -> {
          try (Stream<Path> all = Files.walk(root, 2)) {
            for (Path one : (Iterable<Path>) all::iterator) {
              if (!Files.isSymbolicLink(one) && isOpenToOthers(one)) {
                throw new IOException(
                    "anyone may write " + one + "; take that away with: chmod o-w " + one);
              }
            }
          } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
          }
          for (Path named : List.of(root, root.toRealPath())) {
            for (Path above = named.getParent(); above != null; above = above.getParent()) {
              if (isOpenToOthers(above) && !isSticky(above)) {
                throw new IOException(
                    "anyone may put another directory in its place, because anyone may write "
                        + above
                        + "; take that away with: chmod o-w "
                        + above);
              }
            }
          }
          return root;
        });
  }

  private static boolean isOpenToOthers(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean isSticky(Path directory) throws IOException {
    return directory.getFileSystem().supportedFileAttributeViews().contains("unix")
        && ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
  }

  private static void close(FileChannel channel, Path path) {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new StorageException("close", path.toString(), failed);
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
    Path resolved = inside(path);
    refuseLinksAbove(resolved);
    return resolved;
  }

  private Path inside(String path) {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root)) {
      throw new IllegalArgumentException(path + " is outside " + root);
    }
    return resolved;
  }

  private void refuseLinksAbove(Path path) {
    for (Path part = path.getParent();
        part != null && part.startsWith(root);
        part = part.getParent()) {
      refuseLink(part);
    }
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

  private static <T> T attempt(String operation, Path path, Call<T> call) {
    try {
      return call.run();
    } catch (IOException failed) {
      throw new StorageException(operation, path.toString(), failed);
    }
  }

  private static BasicFileAttributes attributes(Path path) {
    return attempt("look at", path, () -> Files.readAttributes(path, BasicFileAttributes.class));
  }

  /** What stays the same while it is the same file. */
  private static Object keyOf(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? attributes.creationTime() : key;
  }

  /** Fails when another file, or none, stands where one with this key was opened. */
  private static void checkKey(Path path, Object key) {
    if (!keyOf(attributes(path)).equals(key)) {
      throw new StorageException(
          "look at", path.toString(), new IOException("it is another file now"));
    }
  }

  private record ProcessLock(Path name, FileChannel channel, Object key) implements OwnerLock {

    @Override
    public void check() {
      if (!channel.isOpen()) {
        throw new StorageException(
            "check", name.toString(), new IOException("the lock was given up"));
      }
      checkKey(name, key);
    }

    @Override
    public void close() {
      if (channel.isOpen()) {
        FileStorage.close(channel, name);
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

    private static final int ROOM = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final Object key;
    private Folder folder = Folder.UNKNOWN;
    private boolean forced;
    private final ByteBuffer last = ByteBuffer.allocateDirect(1);
    private ByteBuffer room = ByteBuffer.allocate(0); // what is reserved is written from it
    private long end;

    ChannelFile(Path path, FileChannel channel, Object key, long end) {
      this.path = path;
      this.channel = channel;
      this.key = key;
      this.end = end;
    }

    /**
     * What stays the same while no name in the file's directory changes. Looking at the file itself
     * would make each of its writes a change of its time, which is slow to make durable.
     */
    private Folder folder() {
      BasicFileAttributes attributes = attributes(path.resolveSibling(""));
      return new Folder(attributes.lastModifiedTime(), attributes.fileKey());
    }

    @Override
    public void write(ByteBuffer bytes) {
      int count = bytes.remaining();
      refuseShorter();
      write(bytes, end);
      end += count;
    }

    /** Reads the last byte: asking for the length would slow the next force as well. */
    private void refuseShorter() {
      attempt(
          "write",
          path,
          () -> {
            if (end > 0 && channel.read(last.clear(), end - 1) < 1) {
              throw new IOException("it is shorter than what was written to it");
            }
            return path;
          });
    }

    @Override
    public void reserve(long size, byte filler) {
      long from = size();
      if (from >= size) {
        return;
      }
      if (room.capacity() == 0) {
        room = ByteBuffer.allocateDirect(ROOM);
      }
      room.clear();
      while (room.hasRemaining()) {
        room.put(filler);
      }
      for (; from < size; from += room.limit()) {
        write(room.position(0).limit((int) Math.min(ROOM, size - from)), from);
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
      Folder now = forced ? folder() : Folder.UNKNOWN; // most files are forced only once
      if (!forced || !now.equals(folder)) {
        checkKey(path, key);
        folder = now.isSettled() ? now : Folder.UNKNOWN;
        forced = true;
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
