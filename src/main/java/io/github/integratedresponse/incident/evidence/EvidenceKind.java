package io.github.integratedresponse.incident.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be kept as evidence. The ending of a file's name says which kind it claims to be, and its content has to prove it; what has another
 * ending, such as programs and pages, is taken in an archive only, where no click opens it.
 */
enum EvidenceKind {
    PNG("PNG image", "png", at(0, "89504e470d0a1a0a")),
    JPEG("JPEG image", "jpg jpeg", at(0, "ffd8ff")),
    GIF("GIF image", "gif", at(0, ascii("GIF87a")), at(0, ascii("GIF89a"))),
    WEBP("WebP image", "webp", at(8, ascii("WEBP"))),
    BMP("BMP image", "bmp", at(0, ascii("BM"))),
    TIFF("TIFF image", "tif tiff", at(0, "49492a00"), at(0, "4d4d002a")),
    HEIF("HEIF image", "heic heif", at(4, ascii("ftyp"))),
    VIDEO("video", "mp4 mov", at(4, ascii("ftyp"))),
    WEBM("WebM video", "webm", at(0, "1a45dfa3")),
    PDF("PDF document", "pdf", at(0, ascii("%PDF-"))),
    OFFICE("office document", "docx xlsx pptx odt ods odp", at(0, "504b0304")),
    OLD_OFFICE("office document or mail of older Microsoft programs", "doc xls ppt msg", at(0, "d0cf11e0a1b11ae1")),
    ZIP("ZIP archive", "zip", at(0, "504b0304"), at(0, "504b0506")),
    GZIP("gzip archive", "gz tgz", at(0, "1f8b08")),
    SEVEN_ZIP("7z archive", "7z", at(0, "377abcaf271c")),
    XZ("xz archive", "xz", at(0, "fd377a585a00")),
    ZSTD("Zstandard archive", "zst", at(0, "28b52ffd")),
    BZIP2("bzip2 archive", "bz2", at(0, ascii("BZh"))),
    TAR("tar archive", "tar", at(257, ascii("ustar"))),
    PCAP("packet capture", "pcap cap", at(0, "d4c3b2a1"), at(0, "a1b2c3d4"), at(0, "4d3cb2a1"), at(0, "a1b23c4d")),
    PCAPNG("packet capture", "pcapng", at(0, "0a0d0d0a")),
    EVTX("Windows event log", "evtx", at(0, "456c6646696c6500")),
    HIVE("Windows registry hive", "hive hiv", at(0, ascii("regf"))),
    SQLITE("SQLite database", "sqlite sqlite3 db", at(0, ascii("SQLite format 3\0"))),
    MAIL("mail as text", "eml"),
    TEXT("text", "txt log md csv tsv json jsonl ndjson yaml yml toml ini conf cfg ioc yar yara rules stix pem reg"),
    XML("XML", "xml");

    private final String title;
    private final List<String> endings;
    private final List<Mark> marks;

    EvidenceKind(String title, String endings, Mark... marks) {
        this.title = title;
        this.endings = List.of(endings.split(" "));
        this.marks = List.of(marks);
    }

    /** Bytes that a file of this kind has at one place. */
    private record Mark(int place, byte[] bytes) {

        boolean on(byte[] head) {
            return head.length >= place + bytes.length
                    && Arrays.equals(head, place, place + bytes.length, bytes, 0, bytes.length);
        }
    }

    private static Mark at(int place, String hex) {
        return new Mark(place, HexFormat.of().parseHex(hex));
    }

    private static Mark at(int place, byte[] bytes) {
        return new Mark(place, bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** In words for people: {@code PNG image}. */
    String title() {
        return title;
    }

    List<String> endings() {
        return endings;
    }

    /** @return every ending that some kind has */
    static List<String> allEndings() {
        return Stream.of(values()).flatMap(kind -> kind.endings.stream()).toList();
    }

    /** @return the kind that a file of this name claims to be */
    static Optional<EvidenceKind> claimedBy(String fileName) {
        String ending = ending(fileName);
        return Stream.of(values()).filter(kind -> kind.endings.contains(ending)).findFirst();
    }

    static String ending(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Texts have no mark; all of their content is looked at, see {@link TextCheck}. */
    boolean text() {
        return marks.isEmpty();
    }

    /** @param head the first bytes of the content, 512 where there are as many */
    boolean marked(byte[] head) {
        return text() || marks.stream().anyMatch(mark -> mark.on(head));
    }
}
