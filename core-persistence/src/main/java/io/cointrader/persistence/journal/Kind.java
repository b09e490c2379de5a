package io.cointrader.persistence.journal;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a journal record holds. */
public enum Kind {
  /** An input, whole. */
  INPUT(Input.class),
  /** A reference to inputs that can be read again. */
  ROWS(InputReference.class),
  FACT(Fact.class);

  private static final List<Kind> ALL = List.of(values());

  private final Class<?> root;
  private final String tag = name().toLowerCase(Locale.ROOT);

  Kind(Class<?> root) {
    this.root = root;
  }

  static Optional<Kind> of(String tag) {
    for (Kind kind : ALL) {
      if (kind.tag.equals(tag)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  Class<?> root() {
    return root;
  }

  String tag() {
    return tag;
  }
}
