package io.cointrader.persistence.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  @Test
  void failuresNameOperationPathAndCause() throws IOException {
    assertThatThrownBy(() -> storage.read("journal/none"))
        .isInstanceOf(StorageException.class)
        .hasMessage("read journal/none failed: IOException: no such file or directory");
    Files.writeString(temporary.resolve("data/paper/sim-1/file"), "");
    assertThatThrownBy(() -> storage.createDirectories("file/journal"))
        .isInstanceOf(StorageException.class);
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
