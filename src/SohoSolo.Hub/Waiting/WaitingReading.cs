using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Waiting;

/// <summary>Where somebody stands in a line, and what is offered to her.</summary>
/// <param name="Entry">Her place in the line.</param>
/// <param name="Position">1 for the next in turn; null for whoever does not wait any more.</param>
/// <param name="Offer">The booking that keeps the place for her.</param>
internal sealed record Standing(WaitingEntry Entry, int? Position, Booking? Offer);

/// <summary>Reads the lines that a member stands in, for programs and for pages.</summary>
internal sealed class WaitingReading(StoreQueries queries)
{
    public async Task<IReadOnlyList<Standing>> Of(MemberId member, CancellationToken stop)
    {
        var standings = new List<Standing>();
        foreach (var entry in await queries.WaitingOf(member, stop))
        {
            var offer = entry.Offer is { } id ? await queries.Booking(id, stop) : null;
            standings.Add(new Standing(entry, entry.Status == WaitingStatus.Waiting ? await Position(entry, stop) : null, offer));
        }

        return standings;
    }

    /// <summary>1 for the first of those who wait for a time that touches hers at this site for this kind of place.</summary>
    private async Task<int> Position(WaitingEntry entry, CancellationToken stop)
    {
        var line = await queries.Line(entry.Site, entry.During, stop);
        return line.Where(other => other.Status == WaitingStatus.Waiting && other.Kind == entry.Kind).TakeWhile(other => other.Id != entry.Id).Count() + 1;
    }
}
