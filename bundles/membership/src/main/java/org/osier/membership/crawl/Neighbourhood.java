package org.osier.membership.crawl;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osier.membership.MemberRecords;
import org.osier.membership.crawl.rules.Answer;
import org.osier.membership.crawl.rules.Known;
import org.osier.membership.crawl.rules.Question;
import org.osier.mesh.Mesh;
import org.osier.node.NodeRecord;

/** Whom this node can tell of, page by page: for others who ask, and for our own crawls. Thread-safe, never blocks. */
@Component(service = Neighbourhood.class)
public final class Neighbourhood {
    private final Mesh mesh;
    private final InstantSource clock;
    private final AtomicReference<@Nullable MemberRecords> records = new AtomicReference<>();

    /** @param mesh knows the peers */
    @Activate
    public Neighbourhood(@Reference Mesh mesh) {
        this(mesh, InstantSource.system());
    }

    Neighbourhood(Mesh mesh, InstantSource clock) {
        this.mesh = mesh;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindRecords(MemberRecords arrived) {
        records.set(arrived);
    }

    void unbindRecords(MemberRecords gone) {
        records.compareAndSet(gone, null); // a successor may be bound already
    }

    /** The page that was asked for. */
    Answer.Page page(Question question) {
        var source = records.get();
        List<NodeRecord> held = source == null ? List.of() : source.all();
        return Known.page(Known.of(mesh.self().id(), mesh.peers(), held, clock.instant()), question);
    }
}
