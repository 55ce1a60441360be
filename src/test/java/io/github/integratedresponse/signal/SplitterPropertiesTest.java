package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, and in whatever pieces, items are cut out exactly as they were put in. */
class SplitterPropertiesTest {

    private static final int LONGEST = 10_000;

    @Property(tries = 500)
    void itemsOfAListComeOutAsTheyWentIn(
            @ForAll("values") List<String> items,
            @ForAll("blanks") List<String> blanks,
            @ForAll("cuts") List<Integer> cuts)
            throws Exception {
        StringBuilder body = new StringBuilder(blank(blanks, 0)).append('[');
        for (int i = 0; i < items.size(); i++) {
            body.append(i == 0 ? "" : ",")
                    .append(blank(blanks, 2 * i + 1))
                    .append(items.get(i))
                    .append(blank(blanks, 2 * i + 2));
        }
        body.append(']').append(blank(blanks, 7));

        assertThat(split(new ListSplitter(LONGEST), utf8(body.toString()), cuts))
                .isEqualTo(items);
    }

    @Property(tries = 500)
    void linesComeOutAsTheyWentIn(
            @ForAll("values") List<String> items, @ForAll("cuts") List<Integer> cuts, @ForAll boolean ended)
            throws Exception {
        String body = String.join("\n", items) + (ended ? "\n\r\n \n" : "");

        assertThat(split(LineSplitter.lines(LONGEST), utf8(body), cuts)).isEqualTo(items);
    }

    @Property(tries = 200)
    void recordsComeOutAsTheyWentIn(@ForAll("values") List<String> items, @ForAll("cuts") List<Integer> cuts)
            throws Exception {
        StringBuilder body = new StringBuilder();
        items.forEach(item -> body.append('\u001e').append(item).append('\n'));

        assertThat(split(LineSplitter.records(LONGEST), utf8(body.toString()), cuts).stream()
                        .map(String::strip))
                .isEqualTo(items);
    }

    @Property(tries = 300)
    void aBadLineNeverSpoilsItsNeighbours(
            @ForAll("values") List<String> items, @ForAll byte[] noise, @ForAll("cuts") List<Integer> cuts)
            throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String item : items) {
            body.writeBytes(utf8(item + "\n"));
            for (byte b : noise) {
                body.write(b == '\n' ? '{' : b);
            }
            body.write('\n');
        }
        List<String> out = split(LineSplitter.lines(LONGEST), body.toByteArray(), cuts);
        int step = out.size() == items.size() ? 1 : 2;

        assertThat(out).hasSize(step * items.size());
        for (int i = 0; i < items.size(); i++) {
            assertThat(out.get(step * i)).isEqualTo(items.get(i));
        }
    }

    @Property(tries = 1000)
    void whateverComesIsReadOrRefused(@ForAll("noise") byte[] body, @ForAll("cuts") List<Integer> cuts)
            throws IOException {
        List<Supplier<Splitter>> all =
                List.of(() -> new ListSplitter(20), () -> LineSplitter.lines(20), () -> LineSplitter.records(20));
        for (Supplier<Splitter> one : all) {
            assertThat(outcome(one.get(), body, cuts)).isEqualTo(outcome(one.get(), body, List.of()));
        }
    }

    private static String outcome(Splitter splitter, byte[] body, List<Integer> cuts) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        try {
            feed(splitter, body, cuts, pieces);
            return pieces + " whole";
        } catch (Splitter.Unreadable e) {
            return pieces + " " + e.getMessage();
        }
    }

    @Example
    void ofAnItemThatIsTooLongNothingIsKeptAndTheNextIsFound() throws Exception {
        String item = "{\"a\":\"" + "x".repeat(50_000) + "\"}";
        List<Piece> pieces = new ArrayList<>();
        feed(new ListSplitter(LONGEST), utf8("[1," + item + ",2]"), List.of(777), pieces);
        feed(LineSplitter.lines(LONGEST), utf8("1\n" + item + "\n2"), List.of(777), pieces);

        assertThat(pieces.stream().map(Piece::text)).containsExactly("1", null, "2", "1", null, "2");
        assertThat(pieces.get(1)).isEqualTo(Piece.refused("may be 10000 bytes at most"));
    }

    @Example
    void whatNeverEndsIsGivenUp() {
        byte[] much = utf8("[\"" + "x".repeat(20_000));
        assertThatThrownBy(() -> feed(new ListSplitter(100), much, List.of(), new ArrayList<>()))
                .isInstanceOf(Splitter.Unreadable.class);
        assertThatThrownBy(() -> feed(LineSplitter.lines(100), much, List.of(), new ArrayList<>()))
                .isInstanceOf(Splitter.Unreadable.class);
    }

    @Example
    void whereAListIsBrokenIsSaid() {
        assertBroken("[{\"a\":1} {\"b\":2}]", "the list has neither a comma nor its end after an item, at byte 9");
        assertBroken("[1,]", "the list has no item where one must be, at byte 3");
        assertBroken("[1", "breaks off before the end of the list at byte 2");
        assertBroken("{\"a\":[", "breaks off before its end at byte 6");
        assertBroken("{} {}", "goes on after its end, at byte 3");
        assertBroken("\"x\"", "must be an object or a list of objects, not what begins at byte 0");
        assertBroken(" ", "is empty");
    }

    private static void assertBroken(String body, String message) {
        assertThatThrownBy(() -> feed(new ListSplitter(LONGEST), utf8(body), List.of(), new ArrayList<>()))
                .isInstanceOf(Splitter.Unreadable.class)
                .hasMessage(message);
    }

    @Example
    void aMarkAtTheBeginningIsNoPartOfTheFirstItem() throws Exception {
        assertThat(split(new ListSplitter(LONGEST), utf8("\uFEFF[1]"), List.of(1)))
                .containsExactly("1");
        assertThat(split(LineSplitter.lines(LONGEST), utf8("\uFEFF1\n2"), List.of(1)))
                .containsExactly("1", "2");
    }

    @Example
    void whatIsNotUtf8IsRefusedByItself() throws Exception {
        byte[] body = utf8("1\nx\n2\n");
        body[2] = (byte) 0xC3;
        List<Piece> pieces = new ArrayList<>();
        feed(LineSplitter.lines(LONGEST), body, List.of(), pieces);

        assertThat(pieces).containsExactly(Piece.of("1"), Piece.refused("is not valid UTF-8"), Piece.of("2"));
    }

    private static List<String> split(Splitter splitter, byte[] body, List<Integer> cuts) throws Exception {
        List<Piece> pieces = new ArrayList<>();
        feed(splitter, body, cuts, pieces);
        return pieces.stream()
                .map(piece -> Objects.requireNonNullElse(piece.text(), "refused"))
                .toList();
    }

    /** @param cuts how many bytes come at once, over and over; all of them when empty */
    private static void feed(Splitter splitter, byte[] body, List<Integer> cuts, List<Piece> pieces)
            throws IOException, Splitter.Unreadable {
        int from = 0;
        for (int n = 0; from < body.length; n++) {
            int to = cuts.isEmpty() ? body.length : Math.min(body.length, from + cuts.get(n % cuts.size()));
            splitter.feed(body, from, to, pieces::add);
            from = to;
        }
        splitter.end(pieces::add);
    }

    @Provide
    Arbitrary<List<String>> values() {
        return value(3).list().ofMaxSize(6);
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> text = Arbitraries.of(
                        "a",
                        "é",
                        "\ud83d\ude80",
                        "\\\"",
                        "\\\\",
                        "\\u0000",
                        "\\ud800",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        " ",
                        "\\n")
                .list()
                .ofMaxSize(6)
                .map(parts -> "\"" + String.join("", parts) + "\"");
        Arbitrary<String> leaf =
                Arbitraries.oneOf(text, Arbitraries.of("0", "-1.5e3", "true", "false", "null", "{}", "[]"));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> inner = value(depth - 1);
        return Arbitraries.oneOf(
                leaf,
                inner.list().ofMaxSize(3).map(list -> "[" + String.join(" ,", list) + " ]"),
                Combinators.combine(text, inner).as((name, one) -> "{ " + name + "\t:" + one + "}"));
    }

    @Provide
    Arbitrary<List<String>> blanks() {
        return Arbitraries.of("", " ", "\n", "\r\n", "\t ").list().ofSize(8);
    }

    private static String blank(List<String> blanks, int n) {
        return blanks.get(n % blanks.size());
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 9).list().ofMinSize(1).ofMaxSize(4);
    }

    /** Half of it looks like JSON. */
    @Provide
    Arbitrary<byte[]> noise() {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<Byte> likely =
                Arbitraries.of(Stream.of('[', ']', '{', '}', '"', '\\', ',', '1', ' ', '\n', (char) 0x1e)
                        .map(c -> (byte) (char) c)
                        .toList());
        return Arbitraries.oneOf(any, likely, likely, likely)
                .array(byte[].class)
                .ofMaxSize(60);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
