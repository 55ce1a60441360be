package io.github.integratedresponse.incident.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The contents of files, in pieces of 256 KiB, of which one at a time is in memory. */
@Component
class Pieces {

    static final int LARGEST = 256 * 1024;

    private final JdbcClient jdbc;

    Pieces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(long evidenceId, InputStream content) throws IOException {
        int place = 0;
        for (byte[] piece = content.readNBytes(LARGEST); piece.length > 0; piece = content.readNBytes(LARGEST)) {
            jdbc.sql("insert into response.evidence_piece (evidence_id, place, content) values (?, ?, ?)")
                    .param(evidenceId)
                    .param(place++)
                    .param(piece)
                    .update();
        }
    }

    /** Writes the pieces in their order, until one is missing. */
    void copy(long evidenceId, OutputStream out) throws IOException {
        for (int place = 0; ; place++) {
            Optional<byte[]> piece = jdbc.sql(
                            "select content from response.evidence_piece where evidence_id = ? and place = ?")
                    .param(evidenceId)
                    .param(place)
                    .query((row, n) -> row.getBytes(1))
                    .optional();
            if (piece.isEmpty()) {
                return;
            }
            out.write(piece.get());
        }
    }
}
