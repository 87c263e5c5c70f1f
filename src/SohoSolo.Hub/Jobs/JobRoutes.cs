using Quartz;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Jobs;

/// <summary>What runs by itself: the journal's reader and the watch over jobs on every node, the sweeper and the retention of data once in the network.</summary>
internal static class JobRoutes
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(5);

    /// <summary>Without <paramref name="running"/> the jobs are there and do nothing by themselves: whoever moves the clock by hand calls them by hand.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, HubSettings settings, bool running)
    {
        services.AddSingleton<JournalReader>().AddSingleton<Sweeper>().AddSingleton<JobBook>().AddSingleton<JobWatch>().AddSingleton<Retention>();
        if (!running)
        {
            return services;
        }

        services.AddHostedService(provider => provider.GetRequiredService<JournalReader>());
        services.AddHostedService(provider => provider.GetRequiredService<JobWatch>());
        services.AddQuartz(quartz =>
        {
            if (!settings.IsSqlite)
            {
                // One sweeper for all nodes: whoever gets the trigger does the work, and another takes over when that node dies.
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(settings.Database[SettingsReader.Postgres.Length..]);
                    store.ProvisionSchema();
                    store.UseClustering();
                });
            }

            quartz.ScheduleJob<Sweeper>(
                trigger => trigger.WithIdentity("sweep").StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(Every).RepeatForever()),
                job => job.WithIdentity("sweeper"));

            // Not in the first minutes: whoever has just started the hub wants to use it.
            quartz.ScheduleJob<Retention>(
                trigger => trigger.WithIdentity("retain").StartAt(TimeProvider.System.GetUtcNow() + Afterwards).WithSimpleSchedule(schedule => schedule.WithInterval(Retention.Asked).RepeatForever()),
                job => job.WithIdentity("retention"));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
