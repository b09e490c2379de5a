package io.cointrader.persistence.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;

/** JSON's own escapes, and DEL: the one control character of ASCII that JSON would let through. */
final class ControlEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1L;
  private static final int DEL = 0x7f;

  private final int[] codes = standardAsciiEscapesForJSON();

  ControlEscapes() {
    codes[DEL] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return codes.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return null;
  }
}
