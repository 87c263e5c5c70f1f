using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SohoSolo.Mqtt.Client;

/// <summary>Tells the log at once, and the host in order, outside every lock. When the host listens too slowly, the oldest are left out; the log has them.</summary>
internal sealed partial class Problems(Action<MqttClientProblem>? tell, ILogger log)
{
    private const int AtMost = 1_000;

    private readonly Channel<MqttClientProblem> untold = Channel.CreateBounded<MqttClientProblem>(new BoundedChannelOptions(AtMost) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Where nothing worth telling can happen.</summary>
    public static Problems Untold => new(null, NullLogger.Instance);

    public void Report(MqttClientProblem problem)
    {
        LogProblem(log, problem.Kind, problem.Topic, problem.Why, problem.Exception);
        if (tell is not null)
            untold.Writer.TryWrite(problem);
    }

    public void Complete() => untold.Writer.TryComplete();

    /// <summary>Until <see cref="Complete"/>.</summary>
    public async Task Run()
    {
        await foreach (var problem in untold.Reader.ReadAllAsync())
        {
            try
            {
                tell!(problem);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                LogDeaf(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT client: {Kind}, topic {Topic}: {Why}")]
    private static partial void LogProblem(ILogger log, MqttClientProblemKind kind, string? topic, string why, Exception? exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "MQTT client: OnProblem threw")]
    private static partial void LogDeaf(ILogger log, Exception exception);
}
