package io.github.integratedresponse.incident;

import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import io.github.integratedresponse.testing.StoredSignal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signals as intake stores them, for what becomes of them afterwards. Each maker has its own kinds, resources and so on. */
class SignalMaker {

    private final JdbcClient jdbc;
    private final Signals signals;
    private final String mark = UUID.randomUUID().toString();

    SignalMaker(JdbcClient jdbc, Signals signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /** What a signal says; ids and names are the maker's own. */
    final class Draft {

        private String resource = "box";
        private int severityId = 3;
        private List<String> techniques = List.of();
        private List<String> products = List.of();
        private List<String> actors = List.of();
        private @Nullable String tlp;
        private @Nullable String observable;
        private String activity = "CREATE";
        private final Instant firstSeenAt;

        private Draft(Instant firstSeenAt) {
            this.firstSeenAt = firstSeenAt;
        }

        Draft on(String resource) {
            this.resource = resource;
            return this;
        }

        Draft severity(int severityId) {
            this.severityId = severityId;
            return this;
        }

        Draft technique(String... ids) {
            this.techniques = List.of(ids);
            return this;
        }

        /** Products that are registered on the way. */
        Draft product(String... names) {
            this.products =
                    List.of(names).stream().map(SignalMaker.this::product).toList();
            return this;
        }

        Draft actor(String... names) {
            this.actors = List.of(names).stream().map(name -> name + mark).toList();
            return this;
        }

        Draft tlp(String marking) {
            this.tlp = marking;
            return this;
        }

        Draft closed() {
            this.activity = "CLOSE";
            return this;
        }

        Draft observing(String value) {
            this.observable = value;
            return this;
        }

        /** The same signal after its source said this. */
        Signal insteadOf(Signal before) {
            jdbc.sql(
                            "update response.signal set severity_id = ?, techniques = ?, resources = ?, product_ids = ?, observables = ?::jsonb,"
                                    + " activity = ? where id = ?")
                    .param(severityId)
                    .param(techniques.toArray(String[]::new))
                    .param(new String[] {resource + mark})
                    .param(products.toArray(String[]::new))
                    .param(observable == null ? "[]" : "[{\"type\": \"ip\", \"value\": \"%s\"}]".formatted(observable))
                    .param(activity)
                    .param(before.id())
                    .update();
            return signals.byId(before.id()).orElseThrow();
        }

        Signal stored() {
            OffsetDateTime at = firstSeenAt.atOffset(ZoneOffset.UTC);
            long id = StoredSignal.of(UUID.randomUUID().toString(), "kind " + mark, resource + mark)
                    .titled("Found on " + resource)
                    .rated(severityId)
                    .about(techniques, List.of(resource + mark), products)
                    .at(at, at)
                    .in(jdbc);
            jdbc.sql("update response.signal set actors = ?, tlp = ?, activity = ? where id = ?")
                    .param(actors.toArray(String[]::new))
                    .param(tlp)
                    .param(activity)
                    .param(id)
                    .update();
            return signals.byId(id).orElseThrow();
        }
    }

    Draft signal(Instant firstSeenAt) {
        return new Draft(firstSeenAt);
    }

    String product(String name) {
        String id = name + " " + mark;
        jdbc.sql(
                        "insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                                + " values (?, ?, 'Division', 'owner@example.com', 1, 'INTERNAL', 'INTERNAL', now()) on conflict do nothing")
                .params(id, name)
                .update();
        return id;
    }
}
