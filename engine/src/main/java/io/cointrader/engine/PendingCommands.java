package io.cointrader.engine;

import io.cointrader.models.input.OperatorCommand;
import io.cointrader.persistence.codec.CodecException;
import io.cointrader.persistence.codec.ModelCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restricting commands of a run whose facts could not be written, kept outside its directory until
 * the next start has written them: in the user's folder for state, which outlasts the machine's
 * being up, or else beside the control socket.
 */
final class PendingCommands {

  private static final Logger LOG = LoggerFactory.getLogger(PendingCommands.class);
  private static final String SUFFIX = ".pending";

  private final List<Path> files;

  private PendingCommands(List<Path> files) {
    this.files = files;
  }

  /** Those of a run, wherever its directory is. */
  static PendingCommands of(String runId) {
    String state = System.getenv("XDG_STATE_HOME");
    Path lasting =
        state != null && !state.isEmpty()
            ? Path.of(state)
            : Path.of(System.getProperty("user.home", ""), ".local", "state");
    return new PendingCommands(
        List.of(
            lasting.resolve("cointrader").resolve(runId + SUFFIX),
            ControlSocket.place(runId, SUFFIX)));
  }

  /** Keeps one where that can be done, best where it lasts; false when it cannot. */
  boolean keep(OperatorCommand.Verb verb, String id, SortedMap<String, String> arguments) {
    ControlSocket.Request request =
        new ControlSocket.Request(id, verb.name(), Optional.of(arguments));
    byte[] bytes = ModelCodec.get().encode(ControlSocket.Request.class, request);
    for (Path file : files) {
      try {
        append(file, bytes);
        return true;
      } catch (IOException failed) {
        LOG.error("{} could not be kept in {}: {}", verb, file, failed.toString());
      }
    }
    return false;
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    ControlSocket.makeFolder(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer line = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
  }

  /** Every one kept, in order. */
  List<OperatorCommand> load(long nowMillis) {
    List<OperatorCommand> commands = new ArrayList<>();
    for (Path file : files) {
      load(file, nowMillis, commands);
    }
    return commands;
  }

  private static void load(Path file, long nowMillis, List<OperatorCommand> commands) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      ControlSocket.makeFolder(file); // one that others can write to is not believed
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        ControlSocket.Request request = ModelCodec.get().decode(line, ControlSocket.Request.class);
        commands.add(
            new OperatorCommand(
                nowMillis,
                nowMillis,
                request.id(),
                OperatorCommand.Verb.valueOf(request.command()),
                request.arguments().orElseGet(TreeMap::new)));
      }
    } catch (IOException | CodecException | IllegalArgumentException unreadable) {
      throw new IllegalStateException(
          "commands that the last process could not record stand in "
              + file
              + ", which cannot be read; give them again after removing it",
          unreadable);
    }
  }

  /** Forgets them, once they are durable. */
  void clear() {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException late) {
        LOG.warn("{} stays: {}", file, late.toString());
      }
    }
  }
}
