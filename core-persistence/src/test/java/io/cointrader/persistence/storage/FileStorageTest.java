package io.cointrader.persistence.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {

  @TempDir Path temporary;
  private FileStorage storage;

  @BeforeEach
  void open() {
    storage = FileStorage.at(temporary.resolve("data/paper/sim-1"));
    storage.createDirectories("");
  }

  private void write(String path, String text) {
    try (Storage.AppendFile file = storage.append(path)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      file.force();
    }
  }

  private String text(String path) {
    return new String(storage.read(path), StandardCharsets.UTF_8);
  }

  @Test
  void filesGrowAtTheirEndAndCanBeCut() {
    write("a", "one");
    write("a", "two");
    assertThat(text("a")).isEqualTo("onetwo");
    try (Storage.AppendFile file = storage.append("a")) {
      file.truncate(2);
      assertThat(file.size()).isEqualTo(2);
      file.write(ByteBuffer.wrap(new byte[] {'!'}));
    }
    assertThat(text("a")).isEqualTo("on!");
  }

  @Test
  void namesAreListedSorted() {
    storage.createDirectories("journal");
    write("journal/b", "");
    write("journal/a", "");
    storage.createDirectories("journal/c");
    storage.forceDirectory("journal");
    assertThat(storage.list("journal")).containsExactly("a", "b", "c");
    assertThat(storage.list("none")).isEmpty();
  }

  @Test
  void aRenameReplacesAndADeleteRemoves() {
    write("a", "new");
    write("b", "old");
    storage.rename("a", "b");
    assertThat(text("b")).isEqualTo("new");
    assertThat(storage.exists("a")).isFalse();
    storage.delete("b");
    storage.delete("b");
    assertThat(storage.exists("b")).isFalse();
  }

  @Test
  void K11_onlyTheOwnerCanReadAndWrite() throws IOException {
    assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"));
    storage.createDirectories("journal");
    write("journal/a", "x");
    Path root = temporary.resolve("data/paper/sim-1");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("journal"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("journal/a"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("data"))))
        .isEqualTo("rwx------");
  }

  @Test
  void K11_whatAnyoneMayWriteIsNotTakenOver() throws IOException {
    assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"));
    storage.createDirectories("journal");
    write("journal/a", "x");
    Path root = temporary.resolve("data/paper/sim-1");
    for (Path open : List.of(root, root.resolve("journal"), root.resolve("journal/a"))) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThatThrownBy(() -> storage.tryLock("lock"))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("chmod o-w " + open);
      Files.setPosixFilePermissions(open, before);
    }
    assertThat(storage.tryLock("lock")).isPresent();
  }

  @Test
  void K11_S13_linksInsideAreRefused() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("a"), "x");
    Files.createSymbolicLink(temporary.resolve("data/paper/sim-1/journal"), outside);
    for (Runnable call :
        new Runnable[] {
          () -> storage.read("journal/a"), () -> storage.append("journal/a"),
              () -> storage.list("journal"),
          () -> storage.delete("journal/a"), () -> storage.rename("journal/a", "b"),
              () -> storage.createDirectories("journal/x")
        }) {
      assertThatThrownBy(call::run)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("links are refused");
    }
    Files.createSymbolicLink(temporary.resolve("data/paper/sim-1/b"), outside.resolve("a"));
    assertThatThrownBy(() -> storage.append("b")).isInstanceOf(StorageException.class);
    storage.delete("b");
    assertThat(Files.readString(outside.resolve("a"))).isEqualTo("x");
  }

  @Test
  void roomIsFilledWithAByteThatWritingTakesUpAndCuttingGivesBack() {
    try (Storage.AppendFile file = storage.append("a")) {
      file.write(ByteBuffer.wrap("one".getBytes(StandardCharsets.UTF_8)));
      file.reserve(8, (byte) '-');
      file.reserve(5, (byte) '-');
      assertThat(file.size()).isEqualTo(8);
      file.write(ByteBuffer.wrap("two".getBytes(StandardCharsets.UTF_8)));
      file.force();
      assertThat(text("a")).isEqualTo("onetwo--");
      file.truncate(6);
      file.write(ByteBuffer.wrap("!".getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(text("a")).isEqualTo("onetwo!");
  }

  @Test
  void roomOfAnySizeIsFilledAgainAndAgain() {
    try (Storage.AppendFile file = storage.append("a")) {
      long size = 0;
      for (int more : new int[] {1, 100, 64 << 10, 1, (128 << 10) + 7, 200_000, 3}) {
        size += more;
        file.reserve(size, (byte) '-');
        assertThat(file.size()).isEqualTo(size);
      }
      assertThat(text("a")).isEqualTo("-".repeat((int) size));
    }
  }

  @Test
  void S13_aFileThatWasReplacedFailsTheNextForce() throws IOException {
    try (Storage.AppendFile file = storage.append("a")) {
      file.write(ByteBuffer.wrap(new byte[3]));
      file.force();
      write("b", "other");
      file.write(ByteBuffer.wrap(new byte[3]));
      file.force();
      storage.rename("b", "a");
      assertThatThrownBy(file::force)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it is another file now");
      storage.delete("a");
      assertThatThrownBy(file::force).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void pathsOutsideAreMisuse() {
    assertThatThrownBy(() -> storage.read("../x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.append("/etc/x")).isInstanceOf(IllegalArgumentException.class);
  }

  private Path root() {
    return temporary.resolve("data/paper/sim-1");
  }

  private static void assertFails(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(StorageException.class).hasMessage(message);
  }

  @Test
  void failuresSayInWordsWhatWasTriedWhereAndWhatFailed() throws IOException {
    assertFails(
        () -> storage.read("journal/none"),
        "read " + root() + "/journal/none failed: no such file or directory");
    Files.writeString(root().resolve("file"), "");
    assertFails(
        () -> storage.createDirectories("file/journal"),
        "create directory " + root() + "/file failed: a file stands where a directory must");
    assertFails(
        () -> storage.append("file/journal"),
        "open " + root() + "/file/journal failed: a file stands where a directory must");
    Files.createDirectory(root().resolve("folder"));
    assertFails(
        () -> storage.append("folder"),
        "open " + root() + "/folder failed: a directory stands where a file must");
    String name = "n".repeat(300);
    assertFails(
        () -> storage.append(name),
        "open " + root() + "/" + name + " failed: the name is too long for the file system");
    Files.createSymbolicLink(root().resolve("link"), root().resolve("file"));
    assertFails(
        () -> storage.append("link"),
        "open " + root() + "/link failed: links are refused in a data directory");
    try (Storage.AppendFile file = storage.append("gone")) {
      storage.delete("gone");
      assertFails(file::force, "look at " + root() + "/gone failed: no such file or directory");
      file.close();
      assertFails(
          () -> file.write(ByteBuffer.allocate(1)),
          "write " + root() + "/gone failed: closed channel");
    }
  }

  @Test
  void permissionDeniedIsSaidWithWhatToDo() throws IOException {
    Files.writeString(root().resolve("file"), "");
    Files.setPosixFilePermissions(root().resolve("file"), Set.of());
    assumeTrue(!Files.isReadable(root().resolve("file")), "this user may read everything");
    assertFails(
        () -> storage.read("file"),
        "read "
            + root()
            + "/file failed: permission denied; it must belong to the user who runs this");
  }

  @Test
  void aFullDeviceIsSaidWithWhatToDo() {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "this system has no /dev/full");
    try (Storage.AppendFile full = FileStorage.at(Path.of("/dev")).append("full")) {
      assertFails(
          () -> full.write(ByteBuffer.allocate(1)),
          "write /dev/full failed: no space left on device; make room there");
    }
  }

  @Test
  void whatOperatingSystemsSayIsPutInWordsAndNoClassIsNamed() {
    for (String[] each :
        new String[][] {
          {"Read-only file system", "read-only file system; mount it writable"},
          {
            "Too many open files", "too many open files; raise the limit of the process (ulimit -n)"
          },
          {"Disk quota exceeded", "disk quota exceeded; make room there"},
          {"Input/output error", "input/output error; check the disk"},
          {"Something new", "Something new"}
        }) {
      assertThat(new StorageException("open", "a", new FileSystemException("/x/a", null, each[0])))
          .hasMessageStartingWith("open /x/a failed: " + each[1]);
      assertThat(new StorageException("write", "a", new IOException(each[0])))
          .hasMessageStartingWith("write a failed: " + each[1]);
    }
    assertThat(new StorageException("open", "a", new AccessDeniedException("/x")))
        .hasMessage("open /x failed: permission denied; it must belong to the user who runs this");
    assertThat(new StorageException("force", "a", new ClosedByInterruptException()))
        .hasMessage("force a failed: closed by interrupt");
  }

  @Test
  void aReplacedFileHasTheNewContentAloneAndALeftOverIsWrittenOver() throws IOException {
    storage.createDirectories("snapshots");
    byte[] first = "the first".getBytes(StandardCharsets.UTF_8);
    storage.replace("snapshots/a", ByteBuffer.wrap(first));
    write("snapshots/a.tmp", "a longer one that a crash has left");
    storage.replace("snapshots/a", ByteBuffer.wrap(first, 4, 5));
    assertThat(text("snapshots/a")).isEqualTo("first");
    assertThat(storage.list("snapshots")).containsExactly("a");
    storage.replace("b", ByteBuffer.wrap(first));
    assertThat(text("b")).isEqualTo("the first");

    Files.writeString(temporary.resolve("outside"), "x");
    Files.createSymbolicLink(root().resolve("b.tmp"), temporary.resolve("outside"));
    assertThatThrownBy(() -> storage.replace("b", ByteBuffer.wrap(first)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("links are refused");
    assertThat(text("b")).isEqualTo("the first");
    assertThat(Files.readString(temporary.resolve("outside"))).isEqualTo("x");
  }

  @Test
  void K11_whatAnyoneMayPutInItsPlaceIsNotTakenOver() throws IOException {
    assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("unix"));
    Files.createSymbolicLink(temporary.resolve("link"), root());
    FileStorage linked = FileStorage.at(temporary.resolve("link"));
    for (Path above : List.of(root().getParent(), temporary.resolve("data"), temporary)) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(above);
      Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxrwx"));
      for (FileStorage each : List.of(storage, linked)) {
        assertThatThrownBy(() -> each.tryLock("lock"))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("anyone may put another directory in its place")
            .hasMessageEndingWith("; take that away with: chmod o-w " + above);
      }
      Files.setAttribute(above, "unix:mode", 01777);
      storage.tryLock("lock").orElseThrow().close();
      Files.setPosixFilePermissions(above, before);
    }
    storage.tryLock("lock").orElseThrow().close();
  }

  @Test
  void aLockIsHeldOnceUntilItIsClosed() {
    Optional<Storage.OwnerLock> first = storage.tryLock("owner.lock");
    assertThat(first).isPresent();
    assertThat(storage.tryLock("owner.lock")).isEmpty();
    assertThat(FileStorage.at(temporary.resolve("data/../data/paper/sim-1")).tryLock("owner.lock"))
        .isEmpty();
    first.get().close();
    first.get().close();
    Optional<Storage.OwnerLock> second = storage.tryLock("owner.lock");
    assertThat(second).isPresent();
    first.get().close();
    assertThat(storage.tryLock("owner.lock"))
        .as("closing an old lock does not free the new one")
        .isEmpty();
    second.get().close();
  }
}
