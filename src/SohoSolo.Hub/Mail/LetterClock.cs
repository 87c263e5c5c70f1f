
namespace SohoSolo.Hub.Mail;

/// <summary>Writes the letters that no happening leads to but the time of day. Each has a key of its own, so several nodes may look at once.</summary>
internal sealed partial class LetterClock(DaySheets days, MonthlyReports months, TimeProvider clock, ILogger<LetterClock> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async Task<int> Look(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await days.Write(now, stop) + await months.Write(now, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Look(stoppingToken) is var written and > 0) LogWritten(log, written);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // It outlives any trouble: what was not written is looked for again in a minute.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
            }

            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Letters} letters of the day written")]
    private static partial void LogWritten(ILogger log, int letters);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The letters of the day are not written for now: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
