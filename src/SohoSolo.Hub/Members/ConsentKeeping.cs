using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>The use case of agreeing to be seen by other members, and of taking it back.</summary>
internal sealed class ConsentKeeping(StoreQueries queries, Decisions decisions)
{
    /// <summary>The answer says nothing of what was agreed to: answers are kept for a while, and what is taken back is to be gone.</summary>
    public Task<Executed<Answer>> Choose(MemberId member, Func<Consent, Consent> change, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var seen = await queries.Consent(member, stop);
            var after = change(seen).Kept() with { Version = seen.Version + 1, SaidAt = command.At };
            return work => Put(work, seen, after);
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    private static async ValueTask<Decided> Put(Work work, Consent seen, Consent after)
    {
        await work.Lock(new Scope { Members = [seen.Member] });
        if (!after.IsAs(seen)) work.Put(seen.Version == 0 ? null : seen, after, What(seen, after), Detail(after));

        return new Decided.Done(Answers.NoContent);
    }

    private static string What(Consent seen, Consent after)
    {
        var isLess = (seen.InDirectory && !after.InDirectory) || (seen.SeenToday && !after.SeenToday);
        var isMore = (!seen.InDirectory && after.InDirectory) || (!seen.SeenToday && after.SeenToday);
        return isLess ? "withdrawn" : isMore ? "given" : "changed";
    }

    /// <summary>What was agreed to, without a word of her own: the journal is kept longer than what she wrote.</summary>
    private static string Detail(Consent after)
    {
        (bool Holds, string Word)[] parts = [(after.InDirectory, "directory"), (after.SeenToday, "presence"), (after.ShowsCommune, "commune"), (after.ShowsEmail, "e-mail")];
        return string.Join(' ', parts.Where(part => part.Holds).Select(part => part.Word).DefaultIfEmpty("nothing"));
    }
}
