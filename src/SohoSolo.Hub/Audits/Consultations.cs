using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Audits;

/// <summary>
/// Writes down who looked at whose data, before it is shown: what cannot be written down is not shown. Looking at one's own is nobody's business.
/// Noted for each person are her door events, her presence, her page, her rights, her badges, her entries of the journal and her bookings one by one. Lists that look back are noted once, without
/// names; the day that is going on is what a keeper works with, and is not noted.
/// </summary>
internal sealed class Consultations(Store store, TimeProvider clock)
{
    public const string Entity = "consultation";
    private const string Consulted = "consulted";

    public Task Note(Caller reader, Look look, MemberId seen, CancellationToken stop) => Note(reader, look, [seen], null, stop);

    /// <summary>A list of many: one entry, without names.</summary>
    public Task NoteList(Caller reader, Look look, CancellationToken stop) => Write(reader, id => [Entry(reader, look, id, null)], stop);

    /// <param name="reader">Who looks.</param>
    /// <param name="look">At what.</param>
    /// <param name="seen">Whose it is that is shown; may name the reader, and somebody twice.</param>
    /// <param name="beside">What else is written down with it.</param>
    /// <param name="stop">Cancels it.</param>
    public async Task Note(Caller reader, Look look, IEnumerable<MemberId> seen, Func<string, JournalEntry>? beside, CancellationToken stop)
    {
        var others = seen.Where(one => one != reader.Member).Distinct().OrderBy(one => one.Value, StringComparer.Ordinal).ToList();
        if (others.Count == 0 && beside is null) return;

        await Write(reader, id => [.. beside is null ? (ReadOnlySpan<JournalEntry>)[] : [beside(id)], .. others.Select(one => Entry(reader, look, id, one))], stop);
    }

    private async Task Write(Caller reader, Func<string, IReadOnlyList<JournalEntry>> entries, CancellationToken stop)
    {
        var (id, who) = (Ids.Next(), reader.Member.Value);
        var command = new Command { Principal = who, Key = id, Fingerprint = id, Actor = who, At = clock.GetUtcNow() };
        await store.Execute(
            command,
            work =>
            {
                foreach (var entry in entries(id))
                    work.Note(entry with { At = work.Command.At });

                return ValueTask.FromResult<(bool, Answer?)>((true, Answers.NoContent));
            },
            stop);
    }

    private static JournalEntry Entry(Caller reader, Look look, string id, MemberId? seen) => new()
    {
        At = default,
        Entity = Entity,
        EntityId = id,
        Version = 1,
        What = Consulted,
        Actor = reader.Member.Value,
        MemberId = seen?.Value,
        SiteId = look.Site?.Value,
        Detail = look.Detail(Words.Of(reader.Role)),
    };
}
