using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Presence;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>Reads without locks what a batch speaks of: whose the credentials are, and which bookings its passes and questions name. None of it ever changes.</summary>
internal sealed class BatchReader(StoreQueries queries, SiteDays days, KeyBox box, TimeProvider clock)
{
    public async Task<ReadBatch> Read(Batch batch, Telecentre site, CancellationToken stop)
    {
        var known = new Dictionary<string, Credential>(StringComparer.Ordinal);
        var refs = batch.Events.Select(happened => happened.Ref).OfType<string>().Where(reference => PassRefs.NonceOf(reference) is null).Distinct().ToList();
        if (refs.Count > 0)
        {
            foreach (var credential in await queries.CredentialsOf(refs, stop))
                known[credential.Id] = credential;
        }

        var strangers = new Dictionary<long, Stranger>();
        foreach (var happened in batch.Events.Where(happened => happened.Sealed is not null))
        {
            if (Opened(batch.Site, happened.Sealed!) is { } lookup)
                strangers[happened.Seq] = new Stranger(lookup, await queries.CredentialByLookup(lookup, stop));
        }

        var walkIns = await WalkIns(batch, stop);
        var read = new ReadBatch(batch, site, known, strangers, await Bookings(batch, walkIns, stop)) { WalkIns = walkIns, Guests = await Guests(batch, stop), Watched = await Watched(batch, stop) };
        return read.SpeaksOfPresence ? read with { Missed = await Missed(read, stop), Leased = await days.Leased(site, clock.GetUtcNow(), stop) } : read;
    }

    /// <summary>The lookup of a credential that the gateway did not know; null for what nobody can read. The credential itself is forgotten here.</summary>
    private string? Opened(SiteId site, string sealedText)
    {
        if (Sealing.Open(box.Seal, site.Value, sealedText) is not { } text)
            return null;

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && PresentedCredential.Read(text[..colon], text[(colon + 1)..]) is { Kind: not (CredentialKind.Pass or CredentialKind.Pin) } badge ? box.Lookup(badge) : null;
    }

    /// <summary>What the questions of those who were turned away have made: an answer may have come too late.</summary>
    private async Task<IReadOnlyList<WalkInRow>> WalkIns(Batch batch, CancellationToken stop)
    {
        var rows = new List<WalkInRow>();
        foreach (var ask in batch.Events.Where(ReadBatch.IsTurnedAway).Select(happened => happened.Ask!).Distinct())
        {
            if (await queries.WalkIn(ask, stop) is { } row && row.Site == batch.Site)
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>Which guest of her booking each pass was given out for, by its reference.</summary>
    private async Task<IReadOnlyDictionary<string, int>> Guests(Batch batch, CancellationToken stop)
    {
        var guests = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reference in batch.Events.Where(ReadBatch.LetIn).Select(happened => happened.Ref).OfType<string>().Distinct())
        {
            if (PassRefs.NonceOf(reference) is { } nonce && await queries.Pass(nonce, stop) is { } pass)
                guests[reference] = pass.Guest;
        }

        return guests;
    }

    /// <summary>No-shows that the batch may prove wrong.</summary>
    private async Task<IReadOnlyList<Booking>> Missed(ReadBatch read, CancellationToken stop)
    {
        var filter = new BookingFilter { Sites = [read.Site.Id], Window = read.PresenceDays, Statuses = [BookingStatus.NoShow] };
        return [.. (await queries.Bookings(filter, stop)).Where(read.MayProveWrong)];
    }

    /// <summary>Which space each sensor watches, if any sensor said anything. Under the lock it is seen again: a sensor that has come since makes the batch be read anew.</summary>
    private async Task<IReadOnlyDictionary<string, SpaceId>> Watched(Batch batch, CancellationToken stop)
    {
        if (!batch.Events.Any(happened => happened.Device is not null && PresenceSignals.IsSignal(happened.Kind)))
            return new Dictionary<string, SpaceId>();

        var devices = await queries.Devices(batch.Site, stop);
        return devices.Where(device => device is { Space: not null, Sensor: not null }).ToDictionary(device => device.Id, device => device.Space!.Value, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<Booking>> Bookings(Batch batch, IReadOnlyList<WalkInRow> walkIns, CancellationToken stop)
    {
        var bookings = new List<Booking>();
        var named = batch.Events.Select(happened => happened.Booking).OfType<string>().Select(id => new BookingId(id));
        foreach (var id in named.Concat(walkIns.Select(row => row.Booking).OfType<BookingId>()).Distinct())
        {
            if (await queries.Booking(id, stop) is { } booking && booking.Site == batch.Site)
                bookings.Add(booking);
        }

        return bookings;
    }
}

/// <summary>A credential that the gateway did not know: by what it can be found again, and whose it is if the hub knows.</summary>
internal sealed record Stranger(string Lookup, Credential? Credential);
