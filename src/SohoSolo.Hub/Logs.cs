using Microsoft.Extensions.Logging.Console;

namespace SohoSolo.Hub;

/// <summary>One line an event: JSON for machines, plain when somebody watches a terminal.</summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logging) => Configure(logging, toStandardError: false);

    /// <param name="logging">What is configured.</param>
    /// <param name="toStandardError">For a command, whose standard output is for what it was asked.</param>
    public static void Configure(ILoggingBuilder logging, bool toStandardError)
    {
        logging.ClearProviders();
        if (toStandardError)
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);

        // The broker tells its host what it refused and dropped, who says it with a limit: once is enough.
        logging.AddFilter("SohoSolo.Mqtt.Broker", LogLevel.Error);

        // A start that fails is said once, in the program's own line; a background service that stops the hub is critical and stays.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (Console.IsOutputRedirected)
        {
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }
}
