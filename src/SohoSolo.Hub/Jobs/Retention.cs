using Quartz;
using SohoSolo.Core.Privacy;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Jobs;

/// <summary>One thing that is let go of, and the term that sets when.</summary>
internal sealed record RetentionTask(string Name, DataTerm Term, Func<Retention, DateTimeOffset, long, CancellationToken, Task<(long Done, long Mark)>> Run);

/// <summary>Lets go of what has reached its term, one thing after another, once an hour in the network. What one cannot do keeps none of the others.</summary>
[DisallowConcurrentExecution]
internal sealed class Retention(Store store, NetworkCache network, ErasureDesk erasures, MailFiles files, JobBook book, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>So often it is asked what is due: what a node has left undone that died is taken up soon, and a start in between puts nothing off.</summary>
    public static readonly TimeSpan Asked = TimeSpan.FromMinutes(5);

    public static readonly IReadOnlyList<RetentionTask> Tasks =
    [
        // First what is asked for by somebody, then what the clock says.
        new("erasures", DataTerm.SignIn, (job, _, _, stop) => job.Erasures(stop)),
        Of("left-members", DataTerm.Membership, (job, before, stop) => job.LeftMembers(before, stop)),
        Of("sensors", DataTerm.Sensor, (job, before, stop) => job.store.Retention.Sensors(before, stop)),
        Of("doors", DataTerm.Door, (job, before, stop) => job.store.Retention.Doors(before, stop)),
        Of("unknown-badges", DataTerm.UnknownBadge, (job, before, stop) => job.store.Retention.UnknownBadges(before, stop)),
        Of("passes", DataTerm.Pass, (job, before, stop) => job.store.Retention.Passes(before, stop)),
        Of("badges", DataTerm.Badge, (job, before, stop) => job.store.Retention.Badges(before, stop)),
        Of("visitors", DataTerm.Visitor, (job, before, stop) => job.store.Retention.Guests(before, stop)),
        Of("waiting", DataTerm.Booking, (job, before, stop) => job.store.Retention.Waiting(before, stop)),
        Of("bookings", DataTerm.Booking, (job, before, stop) => job.store.Retention.Bookings(before, stop)),
        Of("mails", DataTerm.Mail, (job, before, stop) => job.store.Retention.Mails(before, stop)),
        Of("mail-texts", DataTerm.MailText, (job, before, stop) => job.MailTexts(before, stop)),
        Of("sessions", DataTerm.Session, (job, before, stop) => job.store.Retention.Sessions(before, stop)),
        Of("sign-ins", DataTerm.SignIn, (job, before, stop) => job.store.Retention.SignIns(before, stop)),
        Of("commands", DataTerm.Command, (job, before, stop) => job.store.ForgetCommands(before, stop)),
        Of("consultations", DataTerm.Consultation, (job, before, stop) => job.store.Retention.Consultations(before, stop)),
        Of("hands", DataTerm.Audit, (job, before, stop) => job.store.Retention.Hands(before, stop)),
        new("journal", DataTerm.Audit, async (job, before, mark, stop) =>
        {
            var (aged, reached) = await job.store.Retention.Journal(mark, before, come => job.store.Jobs.Reached("journal", come, stop), stop);
            return (aged, reached);
        }),

        // Last: of all that has been let go of before.
        new("traces", DataTerm.Command, async (job, _, mark, stop) =>
        {
            await job.store.Retention.Traces(stop);
            return (0, mark);
        }),
    ];

    private readonly Store store = store;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken stop) => await RunDue(stop);

    /// <summary>Every task once; false where one failed.</summary>
    public Task<bool> Run(CancellationToken stop) => All(book.Run, stop);

    /// <summary>Every task that is due, in the whole network once; false where one failed.</summary>
    public Task<bool> RunDue(CancellationToken stop) => All(book.RunIfDue, stop);

    private async Task<bool> All(Func<string, TimeSpan, Func<long, CancellationToken, Task<(long Done, long Mark)>>, CancellationToken, Task<bool>> run, CancellationToken stop)
    {
        var isGood = true;
        var rules = (await network.Reload(stop)).Retention;
        foreach (var task in Tasks)
        {
            stop.ThrowIfCancellationRequested();
            isGood &= await run(task.Name, Every, (mark, token) => task.Run(this, rules.Until(task.Term, clock.GetUtcNow())!.Value, mark, token), stop);
        }

        return isGood;
    }

    private static RetentionTask Of(string name, DataTerm term, Func<Retention, DateTimeOffset, CancellationToken, Task<int>> run) =>
        new(name, term, async (job, before, _, stop) => (await run(job, before, stop), 0));

    private async Task<(long Done, long Mark)> Erasures(CancellationToken stop) => (await erasures.Reapply(stop) + await erasures.TakeUp(stop), 0);

    private async Task<int> LeftMembers(DateTimeOffset before, CancellationToken stop)
    {
        var left = await store.Retention.LeftBefore(before, stop);
        foreach (var member in left)
            await erasures.Erase(member, SystemCommand.Named("left", clock.GetUtcNow()), stop);

        return left.Count;
    }

    private async Task<int> MailTexts(DateTimeOffset before, CancellationToken stop) => await store.Mail.ForgetTexts(before, stop) + files.Forget(before);
}
