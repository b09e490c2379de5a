package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a directory is the study of: the plan, the part made there, and whether it is finished. */
final class StudyFile {

  static final String NAME = "study.json";

  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path directory;
  private final Path file;

  StudyFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
  }

  /**
   * What is written there.
   *
   * @param finished whether all of the shard was made, to the end
   */
  record Content(StudyPlan plan, Shard shard, boolean finished) {

    private Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>(plan.fields());
      fields.put("shard", shard.option());
      return fields;
    }

    /**
     * @throws StudyRefused when the plan or the part is another one
     */
    void mustBe(Content wanted, Path directory) {
      if (fields().equals(wanted.fields())) {
        return;
      }
      List<String> differences = new ArrayList<>(plan.differences(wanted.plan));
      if (!shard.equals(wanted.shard)) {
        differences.add("--shard " + shard.option() + ", now " + wanted.shard.option());
      }
      throw new StudyRefused(
          ExitCode.USAGE,
          "the study "
              + directory.getFileName()
              + " was begun with "
              + String.join(" and ", differences)
              + "; name another --study, or begin it anew with --fresh");
    }
  }

  /**
   * @return empty when there is no study
   * @throws StudyRefused when it cannot be read
   */
  Optional<Content> read() {
    try {
      JsonNode node = TrialJson.MAPPER.readTree(Files.readString(file));
      return Optional.of(
          new Content(
              StudyPlan.read(node),
              Shard.parse(node.required("shard").asString()),
              node.path("finished").asBoolean(false)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    } catch (JacksonException | IllegalArgumentException damaged) {
      throw new StudyRefused(
          ExitCode.BAD_DATA,
          file + " is no study; its optimize command with --fresh begins it anew",
          damaged);
    }
  }

  /**
   * @throws StudyRefused when there is no study, or it cannot be read
   */
  Content required() {
    return read()
        .orElseThrow(
            () ->
                new StudyRefused(
                    ExitCode.BAD_DATA,
                    "there is no study in " + directory + "; cointrader optimize makes one"));
  }

  /** Whole or not at all. */
  void write(Content content) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schemaVersion", 1);
    fields.put("id", content.plan().id());
    fields.putAll(content.fields());
    fields.put("finished", content.finished());
    String text = INDENTED.writeValueAsString(fields) + "\n";
    try {
      FileStorage.at(directory)
          .replace(NAME, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (StorageException failed) {
      throw StudyRefused.storage(failed);
    }
  }
}
