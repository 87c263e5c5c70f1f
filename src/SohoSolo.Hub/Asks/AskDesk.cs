using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Asks;

/// <summary>The use case of a question: somebody stands at a door whom its gateway does not know, or who has no booking where walk-ins are taken. The same function decides as at the gateway.</summary>
internal sealed class AskDesk(
    StoreQueries queries, KeyBox box, GatewayRing ring, NetworkCache network, AccessSourcing sourcing, BadgeEnrolment enrolment, WalkInDesk walkIns, TimeProvider clock)
{
    /// <param name="ask">The question.</param>
    /// <param name="began">When it came, by the clock's timestamps: after the door's patience nothing is booked any more.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<AskAnswer> Decide(LinkAsk.Entry ask, long began, CancellationToken stop)
    {
        if (await network.Site(ask.Site, stop) is not { } site || ring.Newest(ask.Site) is not { } keys)
            return AskAnswer.Denied(DenyReason.UnknownCredential);

        // The same question twice has the same answer: what the first one did must not make the second one true.
        var earlier = await queries.WalkIn(ask.Id, stop);
        if (earlier is { Booking: null })
            return AskAnswer.Denied(DenyReason.NoBooking);

        var presented = Opened(ask);
        if (presented is { IsBadge: true } badge && ask.Reader is { } reader && await queries.PendingEnrolment(site.Id, reader, clock.GetUtcNow(), stop) is { } pending)
        {
            await enrolment.Take(ask.Id, pending, badge, stop);
            return AskAnswer.Denied(DenyReason.UnknownCredential);
        }

        if (await Find(presented, ask.Ref, stop) is not { } credential)
            return AskAnswer.Denied(DenyReason.UnknownCredential);

        if (credential.RevokedAt is not null)
            return AskAnswer.Denied(DenyReason.Revoked, credential.Id);

        return earlier is { Booking: { } made }
            ? await Again(made, credential, site, stop)
            : await Decide(ask, credential, site, keys, began, stop);
    }

    private async Task<AskAnswer> Decide(LinkAsk.Entry ask, Credential credential, Telecentre site, GatewayKeys keys, long began, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var sources = await sourcing.Read(site, keys, credential.Member, now, stop);
        var content = AccessSnapshotBuilder.Build(sources, now);
        var entries = content.Entries.Where(entry => entry.Ref == credential.Id).ToList();
        var facts = new AccessFacts
        {
            Site = site.Id,
            Credential = entries.Count > 0 ? new Standing.Known(entries) : new Standing.Revoked(credential.Id),
            Mode = ModeOf(ask.Door, sources, content, now),
            Open = content.Open,
        };
        return AccessPolicy.Decide(new AccessRequest(ask.Door, credential.Kind), facts, now) switch
        {
            AccessDecision.Granted(var reason, _, var booking) => new AskAnswer(true, Api.Words.Of(reason)) { Ref = credential.Id, Booking = booking, Unlock = site.Access.Unlock },
            AccessDecision.WalkIn => await walkIns.Book(ask.Id, credential, site, began, stop),
            AccessDecision.PinNeeded => AskAnswer.Denied(DenyReason.NoBooking, credential.Id),
            AccessDecision.Denied(DenyReason.NoBooking, _) when await IsElsewhere(credential.Member, site.Id, now, stop) => AskAnswer.Denied(DenyReason.WrongSite, credential.Id),
            AccessDecision.Denied(var reason, _) => AskAnswer.Denied(reason, credential.Id),
            var other => throw new UnreachableException($"{other}"),
        };
    }

    /// <summary>Her booking, unless it was taken back because the door did not hear of it in time.</summary>
    private async Task<AskAnswer> Again(BookingId made, Credential credential, Telecentre site, CancellationToken stop) =>
        await queries.Booking(made, stop) is { Holds: true } booking && booking.Member == credential.Member && booking.Site == site.Id
            ? AskAnswer.WalkedIn(credential, made.Value, site)
            : AskAnswer.Denied(DenyReason.NoBooking, credential.Id);

    private static DoorMode ModeOf(string door, AccessSources sources, AccessContent content, DateTimeOffset now)
    {
        var demands = sources.Doors.FirstOrDefault(known => known.Id == door)?.Demands ?? [];
        var schedule = content.Doors.FirstOrDefault(known => known.Id == door)?.Schedule ?? [];
        return DoorModes.Effective(demands, schedule, now).Mode;
    }

    /// <summary>What was presented, for as long as it takes to look it up.</summary>
    private PresentedCredential? Opened(LinkAsk.Entry ask)
    {
        if (ask.Sealed is null || Sealing.Open(box.Seal, ask.Site.Value, ask.Sealed) is not { } text)
            return null;

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? PresentedCredential.Read(text[..colon], text[(colon + 1)..]) : null;
    }

    private async Task<Credential?> Find(PresentedCredential? presented, string? reference, CancellationToken stop)
    {
        if (presented is { Kind: not CredentialKind.Pass } && await queries.CredentialByLookup(box.Lookup(presented), stop) is { } known)
            return known;

        return reference is null ? null : await queries.Credential(reference, stop);
    }

    private async Task<bool> IsElsewhere(MemberId member, SiteId here, DateTimeOffset now, CancellationToken stop)
    {
        var running = new BookingFilter
        {
            Member = member,
            Window = new TimeRange(now, now.AddMinutes(1)),
            Statuses = [BookingStatus.Confirmed, BookingStatus.CheckedIn],
            Most = 10,
        };
        return (await queries.Bookings(running, stop)).Any(booking => booking.Site != here);
    }
}
