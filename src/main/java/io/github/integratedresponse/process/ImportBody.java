package io.github.integratedresponse.process;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** The text of a table that somebody imports, as it came: a CSV, or else a JSON list. */
public record ImportBody(boolean csv, String text) {

    /** For the {@code consumes} of a door that lets tables in. */
    public static final String CSV = "text/csv";

    private static final DataSize LARGEST = DataSize.ofMegabytes(10);
    private static final List<MediaType> ACCEPTED = List.of(MediaType.parseMediaType(CSV), MediaType.APPLICATION_JSON);

    public static ImportBody ofCsv(String text) {
        return new ImportBody(true, text);
    }

    /** @throws InvalidInput when the body isn't text at all */
    public static ImportBody of(HttpServletRequest request) throws TooLarge, HttpMediaTypeNotSupportedException {
        String text = Body.text(request, LARGEST, ACCEPTED);
        return new ImportBody(
                ACCEPTED.get(0).isCompatibleWith(MediaType.parseMediaType(request.getContentType())), text);
    }
}
