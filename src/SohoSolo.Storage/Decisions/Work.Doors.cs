using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;

namespace SohoSolo.Storage;

/// <summary>What decisions about doors put.</summary>
public sealed partial class Work
{
    /// <summary>Two active credentials of one lookup are refused (<see cref="TakenException"/>): a badge is one member's.</summary>
    public void Put(Credential? before, Credential after, string what, string? detail = null) => writes.Put(before, after, what, detail);

    public void Put(Enrolment? before, Enrolment after, string what, string? detail = null) => writes.Put(before, after, what, detail);

    /// <summary>A pass never changes: whether it holds is its booking's to say.</summary>
    public void Put(GuestPass pass, string what) => writes.Put(pass, what);

    /// <summary>In the journal it is called <c>SITE/DOOR</c>.</summary>
    public void Put(Door? before, Door after, string what, string? detail = null) => writes.Put(before, after, what, detail);

    public void Put(Device? before, Device after, string what, string? detail = null) => writes.Put(before, after, what, detail);

    /// <summary>When a device was heard of, unless it was heard of later: neither a version nor an entry, for it changes with every message.</summary>
    public void PutSeen(string device, DateTimeOffset at) => writes.PutSeen(device, at);

    public void Put(Alarm? before, Alarm after, string what, string? detail = null) => writes.Put(before, after, what, detail);

    /// <summary>
    /// Events that follow a gateway's cursor one by one, and the cursor after them; the site's presence must be locked. Each decision at a door leaves an
    /// entry <c>access</c> of its own, named by the event's id; whatever else there is, one entry <c>site-signals</c> for all of it.
    /// </summary>
    /// <exception cref="StaleWriteException">At the commit: the cursor has moved since it was read, so somebody else has applied them.</exception>
    public void Put(IReadOnlyList<SiteEvent> events, GatewayCursor? before, GatewayCursor after) => writes.Put(events, before, after);

    /// <summary>Moves a gateway's cursor over events that will never come, on an operator's word.</summary>
    public void PutGap(GatewayCursor? before, GatewayCursor after) => writes.PutGap(before, after);

    /// <summary>The counter that the site's gateway was given last: greater than <see cref="Facts.LinkCounter"/>. A lower one than is stored is passed over.</summary>
    public void PutCounter(SiteId site, long counter) => writes.PutCounter(site, counter);

    /// <summary>The snapshot that the site's gateway was given last; its revision is a counter, too. An older one than is stored is passed over.</summary>
    public void PutPublished(SiteId site, long revision, string content) => writes.PutPublished(site, revision, content);

    /// <summary>What became of a walk-in; a second word about the same one is refused (<see cref="TakenException"/>).</summary>
    public void PutWalkIn(string ask, BookingId? booking, SiteId site, MemberId member, string outcome) =>
        writes.Put(new WalkInRow(ask, booking, site, member, Command.At, outcome));
}
