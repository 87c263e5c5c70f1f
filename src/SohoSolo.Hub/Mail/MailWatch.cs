using SohoSolo.Core;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>Tells the keepers when their members' messages do not go out, and what the queue looks like; drops the texts of old messages.</summary>
internal sealed partial class MailWatch(Store store, StoreQueries queries, SiteAlarms alarms, NetworkCache network, HubSettings settings, TimeProvider clock, ILogger<MailWatch> log) : BackgroundService
{
    public const string Alarm = "mail-failing";

    /// <summary>What the alarm is about when nothing goes out; otherwise it is the member whom nothing reaches.</summary>
    public const string Everybody = "server";

    private const int Many = 1000;

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DeadIsNews = TimeSpan.FromDays(7);
    private static readonly TimeSpan TextsAreKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private MailStanding standing = new(0, 0, null);

    public bool IsOn => settings.Mail is not MailSetting.Off;

    public MailStanding Standing => standing;

    /// <summary>How long the message that waits longest has been due, or has not been written.</summary>
    public TimeSpan Oldest => standing.Oldest is { } due && clock.GetUtcNow() - due is { Ticks: > 0 } age ? age : TimeSpan.Zero;

    /// <summary>For the health page: <c>off</c>, <c>ok</c>, or <c>failing</c> when messages wait too long.</summary>
    public string Check => !IsOn ? "off" : Oldest > Late ? "failing" : "ok";

    public async Task Look(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var untold = await Untold(stop);
        var waits = await queries.MailStanding(stop);
        standing = waits with { Oldest = untold.Select(entry => (DateTimeOffset?)entry.At).Append(waits.Oldest).Min() };
        var unwritten = untold.Where(entry => entry.SiteId is not null && entry.At <= now - Late).Select(entry => new SiteId(entry.SiteId!));
        var late = (await queries.SitesOfLateMail(now - Late, stop)).Union(unwritten);
        var dead = await queries.Unreachable(now - DeadIsNews, stop);
        var wanted = late.Select(site => (Site: site, About: Everybody)).Concat(dead.Select(one => (one.Site, About: one.Member.Value))).ToHashSet();
        foreach (var (site, about) in wanted)
            await alarms.Raise(site, Alarm, about, stop);

        foreach (var site in (await network.Get(stop)).Sites.Keys)
            await Clear(site, wanted, stop);

        await store.Mail.ForgetTexts(now - TextsAreKept, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // The others first get the time to deal with what waited while the hub was down.
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested && broken is System.Data.Common.DbException or StoreException or TimeoutException)
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>What has happened to bookings and is not written of yet: a writer that is stuck leaves the queue empty. The first are enough, for none is passed over.</summary>
    private async Task<IReadOnlyList<JournalEntry>> Untold(CancellationToken stop) => await store.Mail.Place(stop) is { } place
        ? [.. (await queries.JournalAfter(place, Many, stop)).Where(entry => entry.Entity == "booking")]
        : [];

    private async Task Clear(SiteId site, HashSet<(SiteId Site, string About)> wanted, CancellationToken stop)
    {
        foreach (var alarm in (await queries.Alarms(site, openOnly: true, Many, stop)).Where(alarm => alarm.Kind == Alarm && !wanted.Contains((site, alarm.About))))
            await alarms.Clear(site, Alarm, alarm.About, stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of messages cannot be looked at: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
