package io.cointrader.persistence.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk in memory that knows what is durable. It can stop at any operation, fail one, and forgets
 * what was not forced: all of it on {@link #loseAll}, what came last on {@link #losePrefix}, and on
 * {@link #loseSome} any of it, bytes by sectors, directory entries one by one.
 */
public final class SimulatedDisk implements Storage {

  private static final int SECTOR = 64;

  /** The process has ended in the middle of an operation. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Node {
    final boolean directory;
    SortedMap<String, Node> entries = new TreeMap<>();
    SortedMap<String, Node> durableEntries = new TreeMap<>();
    byte[] content = {};
    byte[] durable = {};

    Node(boolean directory) {
      this.directory = directory;
    }
  }

  private record Change(Node directory, String name, Node before, Node after) {}

  private final Random random;
  private final Node root = new Node(true);
  private final List<List<Change>> pending = new ArrayList<>();
  private final TreeSet<String> locks = new TreeSet<>();
  private int operations;
  private int stopAt = Integer.MAX_VALUE;
  private int failAt = Integer.MAX_VALUE;
  private int reads;
  private int failReadAt = Integer.MAX_VALUE;
  private int epoch;

  public SimulatedDisk(long seed) {
    random = new Random(seed);
  }

  /** A disk with these files, durable, by path. */
  public static SimulatedDisk holding(Map<String, byte[]> files) {
    SimulatedDisk disk = new SimulatedDisk(1);
    files.forEach(
        (path, content) -> {
          disk.createDirectories(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
          disk.append(path);
          disk.forceDirectory(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
          disk.overwrite(path, content);
        });
    return disk;
  }

  /** The operations that change something, so far. */
  public int operations() {
    return operations;
  }

  /**
   * The process ends in the n-th operation from now, counted from 1; part of it may have happened.
   */
  public void stopAfter(int n) {
    stopAt = operations + n;
  }

  /** The n-th operation from now fails once, counted from 1. */
  public void failAfter(int n) {
    failAt = operations + n;
  }

  /** The n-th whole file read from now fails once, counted from 1. */
  public void failReadAfter(int n) {
    failReadAt = reads + n;
  }

  /** The process is gone, the machine goes on: nothing is lost, locks are free. */
  public void restart() {
    stopAt = Integer.MAX_VALUE;
    epoch++;
    locks.clear();
  }

  /** The power fails; of what was not forced nothing is left. */
  public void loseAll() {
    pending.clear();
    settle(root, (disk, durable, now) -> durable);
    restart();
  }

  /** The power fails; of what was not forced the beginning is left. */
  public void losePrefix() {
    int kept = random.nextInt(pending.size() + 1);
    pending.subList(0, kept).forEach(SimulatedDisk::makeDurable);
    pending.clear();
    settle(root, SimulatedDisk::beginning);
    restart();
  }

  /** The power fails; of what was not forced any part may be left. */
  public void loseSome() {
    for (List<Change> operation : pending) {
      if (random.nextBoolean()) {
        makeDurable(operation);
      }
    }
    pending.clear();
    settle(root, SimulatedDisk::mixture);
    restart();
  }

  /** What is left of a file that was durable in one state and is in another now. */
  private interface Loss {
    byte[] left(SimulatedDisk disk, byte[] durable, byte[] now);
  }

  private void settle(Node node, Loss loss) {
    if (!node.directory) {
      node.durable = loss.left(this, node.durable, node.content);
      node.content = node.durable;
      return;
    }
    node.entries = new TreeMap<>(node.durableEntries);
    node.entries.values().forEach(entry -> settle(entry, loss));
  }

  private byte[] beginning(byte[] old, byte[] now) {
    int same = Arrays.mismatch(old, now);
    if (same < 0 || now.length < old.length) {
      return now;
    }
    int written = same + random.nextInt(now.length - same + 1);
    byte[] left = Arrays.copyOf(old, Math.max(old.length, written));
    System.arraycopy(now, 0, left, 0, written);
    return left;
  }

  private byte[] mixture(byte[] old, byte[] now) {
    int shorter = Math.min(old.length, now.length);
    int length = shorter + random.nextInt(Math.abs(old.length - now.length) + 1);
    byte[] mixed = new byte[length];
    for (int at = 0; at < length; at += SECTOR) {
      byte[] from = random.nextBoolean() ? now : old;
      int count = Math.min(Math.min(SECTOR, length - at), from.length - at);
      if (count > 0) {
        System.arraycopy(from, at, mixed, at, count);
      }
    }
    return mixed;
  }

  private static void makeDurable(List<Change> operation) {
    for (Change change : operation) {
      if (change.after != null) {
        change.directory.durableEntries.put(change.name, change.after);
      } else {
        change.directory.durableEntries.remove(change.name, change.before);
      }
    }
  }

  /** Overwrites a file, durably, without counting. */
  public void overwrite(String path, byte[] content) {
    Node file = find(path);
    file.content = content.clone();
    file.durable = file.content;
  }

  private void step(String operation, String path, Runnable action) {
    if (operations >= stopAt) {
      throw new Stopped();
    }
    operations++;
    if (operations == failAt) {
      throw new StorageException(operation, path, new IOException("simulated"));
    }
    if (operations == stopAt) {
      if (random.nextBoolean()) {
        action.run();
      }
      throw new Stopped();
    }
    action.run();
  }

  private void alter(Change... changes) {
    for (Change change : changes) {
      if (change.after != null) {
        change.directory.entries.put(change.name, change.after);
      } else {
        change.directory.entries.remove(change.name);
      }
    }
    pending.add(List.of(changes));
  }

  private Node find(String path) {
    Node node = root;
    for (String part : path.split("/")) {
      node = part.isEmpty() || node == null ? node : node.entries.get(part);
    }
    return node;
  }

  private Node existing(String operation, String path) {
    Node node = find(path);
    if (node == null) {
      throw new StorageException(operation, path, new IOException("no such file or directory"));
    }
    return node;
  }

  private Node parent(String path) {
    int slash = path.lastIndexOf('/');
    return existing("open", slash < 0 ? "" : path.substring(0, slash));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String root() {
    return "simulated";
  }

  @Override
  public void createDirectories(String path) {
    step(
        "create directory",
        path,
        () -> {
          Node node = root;
          for (String part : path.split("/")) {
            if (!part.isEmpty()) {
              Node next = node.entries.computeIfAbsent(part, none -> new Node(true));
              node.durableEntries.put(part, next);
              node = next;
            }
          }
        });
  }

  @Override
  public List<String> list(String path) {
    Node node = find(path);
    return node == null ? List.of() : List.copyOf(node.entries.keySet());
  }

  @Override
  public boolean exists(String path) {
    return find(path) != null;
  }

  @Override
  public byte[] read(String path) {
    if (++reads == failReadAt) {
      throw new StorageException("read", path, new IOException("simulated"));
    }
    return existing("read", path).content.clone();
  }

  @Override
  public long size(String path) {
    return existing("read", path).content.length;
  }

  @Override
  public AppendFile append(String path) {
    if (find(path) == null) {
      step("open", path, () -> alter(new Change(parent(path), name(path), null, new Node(false))));
    }
    return new Handle(path, find(path), epoch);
  }

  @Override
  public void rename(String from, String to) {
    Node node = existing("rename", from);
    step(
        "rename",
        from,
        () ->
            alter(
                new Change(parent(to), name(to), find(to), node),
                new Change(parent(from), name(from), node, null)));
  }

  @Override
  public void delete(String path) {
    Node node = find(path);
    if (node != null) {
      step("delete", path, () -> alter(new Change(parent(path), name(path), node, null)));
    }
  }

  @Override
  public void forceDirectory(String path) {
    Node directory = existing("force directory", path);
    step(
        "force directory",
        path,
        () -> {
          for (List<Change> operation : List.copyOf(pending)) {
            if (operation.stream().anyMatch(change -> change.directory == directory)) {
              makeDurable(operation);
              pending.remove(operation);
            }
          }
        });
  }

  @Override
  public long usableBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public Optional<OwnerLock> tryLock(String path) {
    return locks.add(path) ? Optional.of(new Lock(locks, path)) : Optional.empty();
  }

  private record Lock(Set<String> held, String path) implements OwnerLock {

    @Override
    public void check() {}

    @Override
    public void close() {
      held.remove(path);
    }
  }

  /** Every file with its content, by path. */
  public Map<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    collect(root, "", files);
    return files;
  }

  private static void collect(Node node, String path, SortedMap<String, byte[]> files) {
    node.entries.forEach(
        (name, entry) -> {
          if (entry.directory) {
            collect(entry, path + name + "/", files);
          } else {
            files.put(path + name, entry.content.clone());
          }
        });
  }

  private final class Handle implements AppendFile {

    private final String path;
    private final Node file;
    private final int opened;
    private int end;

    Handle(String path, Node file, int opened) {
      this.path = path;
      this.file = file;
      this.opened = opened;
      this.end = file.content.length;
    }

    private void step(String operation, Runnable action) {
      if (opened != epoch) {
        throw new Stopped();
      }
      SimulatedDisk.this.step(operation, path, action);
    }

    @Override
    public void write(ByteBuffer bytes) {
      byte[] all = new byte[bytes.remaining()];
      bytes.get(all);
      put("write", end, all);
      end += all.length;
    }

    @Override
    public void reserve(long size, byte filler) {
      if (size > file.content.length) {
        byte[] room = new byte[(int) size - file.content.length];
        Arrays.fill(room, filler);
        put("reserve", file.content.length, room);
      }
    }

    private void put(String operation, int at, byte[] all) {
      int some =
          operations + 1 == stopAt || operations + 1 == failAt
              ? random.nextInt(all.length + 1)
              : all.length;
      if (operations + 1 == failAt) {
        overlay(at, all, some);
      }
      step(operation, () -> overlay(at, all, some));
    }

    private void overlay(int at, byte[] bytes, int count) {
      file.content = Arrays.copyOf(file.content, Math.max(file.content.length, at + count));
      System.arraycopy(bytes, 0, file.content, at, count);
    }

    @Override
    public void force() {
      step("force", () -> file.durable = file.content);
    }

    @Override
    public long size() {
      return file.content.length;
    }

    @Override
    public void truncate(long size) {
      step("truncate", () -> file.content = Arrays.copyOf(file.content, (int) size));
      end = Math.min(end, (int) size);
    }

    @Override
    public void close() {}
  }
}
