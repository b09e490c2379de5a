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
 * Restricting commands whose facts could not be written, kept outside the data directory, beside
 * the control socket, until the next start has written them.
 */
final class PendingCommands {

  private static final Logger LOG = LoggerFactory.getLogger(PendingCommands.class);

  private final Path file;

  private PendingCommands(Path file) {
    this.file = file;
  }

  /** Those of the stream in a directory. */
  static PendingCommands of(String stream) {
    return new PendingCommands(ControlSocket.place(stream, ".pending"));
  }

  /** Keeps one; false when that fails too. */
  boolean keep(OperatorCommand.Verb verb, String id, SortedMap<String, String> arguments) {
    ControlSocket.Request request =
        new ControlSocket.Request(id, verb.name(), Optional.of(arguments));
    try {
      ControlSocket.makeFolder(file);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        byte[] bytes = ModelCodec.get().encode(ControlSocket.Request.class, request);
        ByteBuffer line = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      }
      return true;
    } catch (IOException failed) {
      LOG.error("{} could not be kept for the next start: {}", verb, failed.toString());
      return false;
    }
  }

  /** Every one kept, in order. */
  List<OperatorCommand> load(long nowMillis) {
    List<OperatorCommand> commands = new ArrayList<>();
    try {
      if (!Files.exists(file)) {
        return commands;
      }
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
      return commands;
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
    try {
      Files.deleteIfExists(file);
    } catch (IOException late) {
      LOG.warn("{} stays: {}", file, late.toString());
    }
  }
}
