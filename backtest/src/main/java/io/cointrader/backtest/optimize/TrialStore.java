package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a study as they finish, one JSON object a line, each on disk before it counts. A
 * line that a kill cut short is left out when it is opened again. One process at a time; its
 * methods may be called from several threads.
 */
final class TrialStore implements AutoCloseable {

  static final String FILE = "trials.jsonl";

  private final Path file;
  private final FileChannel channel;

  private TrialStore(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the trials of a directory, which has to be there.
   *
   * @throws StudyRefused when another process has them open, or they cannot be read
   */
  static TrialStore open(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new StudyRefused(
            ExitCode.IN_USE,
            "the study "
                + directory.getFileName()
                + " is being worked on by another process; wait for it, or name another --study");
      }
      return new TrialStore(file, channel);
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException here) {
      return false;
    }
  }

  /** Every whole trial of a directory, without opening it for work. */
  static List<Trial> read(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      List<Trial> trials = new ArrayList<>();
      byte[] bytes = Files.readAllBytes(file);
      lines(file, bytes, trials);
      return trials;
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }

  /** Every trial kept, in the order in which they finished; cuts off what is incomplete. */
  synchronized List<Trial> load() {
    try {
      byte[] bytes = new byte[Math.toIntExact(channel.size())];
      ByteBuffer all = ByteBuffer.wrap(bytes);
      channel.position(0);
      while (all.hasRemaining() && channel.read(all) >= 0) {
        // until it is full
      }
      List<Trial> trials = new ArrayList<>();
      int end = lines(file, bytes, trials);
      channel.truncate(end);
      channel.position(end);
      return trials;
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }

  /** Where the last whole line ends. */
  private static int lines(Path file, byte[] bytes, List<Trial> trials) {
    Set<String> seen = new HashSet<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        Trial trial = trial(file, line, trials.size() + 1);
        if (!seen.add(trial.stage() + " " + trial.ordinal())) {
          throw new StudyRefused(
              ExitCode.BAD_DATA,
              file
                  + ":"
                  + (trials.size() + 1)
                  + ": trial "
                  + trial.ordinal()
                  + " of "
                  + trial.stage()
                  + " is there twice; its optimize command with --fresh begins it anew");
        }
        trials.add(trial);
        start = i + 1;
      }
    }
    return start;
  }

  private static Trial trial(Path file, String line, int number) {
    try {
      return TrialJson.read(line);
    } catch (RuntimeException damaged) {
      throw new StudyRefused(
          ExitCode.BAD_DATA,
          file
              + ":"
              + number
              + ": is no trial: "
              + String.valueOf(damaged.getMessage()).lines().findFirst().orElse("")
              + "; its optimize command with --fresh begins it anew",
          damaged);
    }
  }

  /** Keeps a trial; it is on disk when this returns. */
  synchronized void add(Trial trial) {
    try {
      ByteBuffer line =
          ByteBuffer.wrap((TrialJson.write(trial) + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }

  /** Forgets every trial, and the table that was made of them. */
  synchronized void clear() {
    try {
      Files.deleteIfExists(file.resolveSibling(TrialParquet.FILE));
      channel.truncate(0);
      channel.position(0);
      channel.force(false);
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }
}
