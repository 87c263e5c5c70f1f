using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>The use case of choosing how I am treated; what is null stays as it is.</summary>
internal sealed class PreferenceKeeping(StoreQueries queries, Decisions decisions)
{
    public Task<Executed<Answer>> Choose(MemberId member, Language? language, bool? releaseWhenLeft, bool? calendarMail, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var seen = await queries.Preference(member, stop);
            var after = seen with
            {
                Version = seen.Version + 1,
                Language = language ?? seen.Language,
                ReleaseWhenLeft = releaseWhenLeft ?? seen.ReleaseWhenLeft,
                CalendarMail = calendarMail ?? seen.CalendarMail,
            };
            return work => Put(work, member, seen, after);
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    private static async ValueTask<Decided> Put(Work work, MemberId member, Preference seen, Preference after)
    {
        await work.Lock(new Scope { Members = [member] });
        if (seen with { Version = after.Version } != after || seen.Version == 0) work.Put(seen.Version == 0 ? null : seen, after, "changed");

        return new Decided.Done(Answers.Of(StatusCodes.Status200OK, PreferenceView.Of(after), PreferenceJson.Shared.PreferenceView));
    }
}
