using SohoSolo.Core;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Audits;

/// <summary>The use case of reading the journal. Looking into one member's entries is itself an entry.</summary>
internal sealed class AuditLog(Store store, StoreQueries queries, TimeProvider clock)
{
    private const string OfMember = "member";

    public async Task<IReadOnlyList<JournalEntry>> Read(MemberId reader, AuditFilter filter, CancellationToken stop)
    {
        if ((filter.Member ?? (filter.Entity == OfMember ? filter.EntityId : null)) is { } concerned) await NoteConsultation(reader, concerned, stop);

        return await queries.Audit(filter, stop);
    }

    private async Task NoteConsultation(MemberId reader, string member, CancellationToken stop)
    {
        var id = Ids.Next();
        var command = new Command { Principal = reader.Value, Key = id, Fingerprint = id, Actor = reader.Value, At = clock.GetUtcNow() };
        await store.Execute(command, work => ValueTask.FromResult(Note(work, id, member)), stop);
    }

    private static (bool Noted, Answer? Answer) Note(Work work, string id, string member)
    {
        work.Note(new JournalEntry
        {
            At = work.Command.At,
            Entity = "consultation",
            EntityId = id,
            Version = 1,
            What = "consulted",
            Actor = work.Command.Actor,
            MemberId = member,
        });
        return (true, Api.Answers.NoContent);
    }
}
