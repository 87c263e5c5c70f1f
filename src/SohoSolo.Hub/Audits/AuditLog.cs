using SohoSolo.Core;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Audits;

/// <summary>The use case of reading the journal. Looking into one member's entries is itself an entry, and so is seeing among others' when she came to a door.</summary>
internal sealed class AuditLog(StoreQueries queries, Consultations consultations)
{
    private const string OfMember = "member";

    /// <summary>What tells when somebody came, or was there.</summary>
    private static readonly string[] Movements = ["access", "reconciliation", "walk-in"];

    public async Task<IReadOnlyList<JournalEntry>> Read(Caller reader, AuditFilter filter, CancellationToken stop)
    {
        var entries = await queries.Audit(filter, stop);
        if ((filter.Member ?? (filter.Entity == OfMember ? filter.EntityId : null)) is { } concerned)
        {
            await consultations.Note(reader, new Look(Look.Audit), new MemberId(concerned), stop);
            return entries;
        }

        var moved = entries.Where(entry => entry.MemberId is not null && Movements.Contains(entry.Entity)).Select(entry => new MemberId(entry.MemberId!));
        await consultations.Note(reader, new Look(Look.Doors) { Site = filter.Site }, moved, null, stop);
        return entries;
    }
}
