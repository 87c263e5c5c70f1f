using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>Reads without locks what a batch speaks of: whose the credentials are, and which bookings its passes and questions name. None of it ever changes.</summary>
internal sealed class BatchReader(StoreQueries queries, KeyBox box)
{
    public async Task<ReadBatch> Read(Batch batch, Telecentre site, CancellationToken stop)
    {
        var known = new Dictionary<string, Credential>(StringComparer.Ordinal);
        var refs = batch.Events.Select(happened => happened.Ref).OfType<string>().Distinct().ToList();
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

        return new ReadBatch(batch, site, known, strangers, await Bookings(batch, stop));
    }

    /// <summary>The lookup of a credential that the gateway did not know; null for what nobody can read. The credential itself is forgotten here.</summary>
    private string? Opened(SiteId site, string sealedText)
    {
        if (Sealing.Open(box.Seal, site.Value, sealedText) is not { } text)
            return null;

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && PresentedCredential.Read(text[..colon], text[(colon + 1)..]) is { Kind: not (CredentialKind.Pass or CredentialKind.Pin) } badge ? box.Lookup(badge) : null;
    }

    private async Task<IReadOnlyList<Booking>> Bookings(Batch batch, CancellationToken stop)
    {
        var bookings = new List<Booking>();
        foreach (var id in batch.Events.Select(happened => happened.Booking).OfType<string>().Distinct())
        {
            if (await queries.Booking(new BookingId(id), stop) is { } booking && booking.Site == batch.Site)
                bookings.Add(booking);
        }

        return bookings;
    }
}

/// <summary>A credential that the gateway did not know: by what it can be found again, and whose it is if the hub knows.</summary>
internal sealed record Stranger(string Lookup, Credential? Credential);
