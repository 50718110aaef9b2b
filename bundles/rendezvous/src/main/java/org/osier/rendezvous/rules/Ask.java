package org.osier.rendezvous.rules;

import org.jspecify.annotations.Nullable;

/** What a request asks for, by its method and its path alone: read strictly, one text for each thing. Immutable. */
public final class Ask {
    /** What it is about. */
    public enum Kind {
        /** Leave a record in a slot. */
        PUT,
        /** All records of a tag. */
        GET,
        /** What this is, for people. */
        ABOUT,
        /** A place that is here, and something that cannot be done there. */
        WRONG_METHOD,
        /** No such place. */
        NOWHERE
    }

    private static final String ROOT = "/rendezvous/1";
    private static final int TAG_AT = ROOT.length() + 1;
    private static final int SLOT_AT = TAG_AT + Name.DIGITS + 1;
    private static final Name NONE = new Name(0, 0);

    private final Kind kind;
    private final Name tag;
    private final Name slot;
    private final String allowed;

    private Ask(Kind kind, Name tag, Name slot, String allowed) {
        this.kind = kind;
        this.tag = tag;
        this.slot = slot;
        this.allowed = allowed;
    }

    /** @param path as it came, without a query; null if there was none */
    public static Ask of(String method, @Nullable String path) {
        if (path == null || !path.startsWith(ROOT)) return only(Kind.NOWHERE, "");
        if (path.length() == ROOT.length()) return only(method.equals("GET") ? Kind.ABOUT : Kind.WRONG_METHOD, "GET");
        if (path.charAt(ROOT.length()) != '/') return only(Kind.NOWHERE, "");
        boolean whole = path.length() == SLOT_AT - 1;
        if (!whole && (path.length() != SLOT_AT + Name.DIGITS || path.charAt(SLOT_AT - 1) != '/'))
            return only(Kind.NOWHERE, "");
        var tag = Name.parse(path.substring(TAG_AT, TAG_AT + Name.DIGITS));
        var slot = whole ? NONE : Name.parse(path.substring(SLOT_AT));
        if (tag == null || slot == null) return only(Kind.NOWHERE, "");
        var allowed = whole ? "GET" : "PUT";
        if (!method.equals(allowed)) return only(Kind.WRONG_METHOD, allowed);
        return new Ask(whole ? Kind.GET : Kind.PUT, tag, slot, allowed);
    }

    private static Ask only(Kind kind, String allowed) {
        return new Ask(kind, NONE, NONE, allowed);
    }

    public Kind kind() {
        return kind;
    }

    /** Of GET and PUT; of others nothing. */
    public Name tag() {
        return tag;
    }

    /** Of PUT; of others nothing. */
    public Name slot() {
        return slot;
    }

    /** The one method for that place; empty if there is no such place. */
    public String allowed() {
        return allowed;
    }
}
