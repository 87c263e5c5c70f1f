using System.Text;
using System.Threading.Channels;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>A handler that keeps what it gets, for the test to take.</summary>
internal sealed class Mailbox
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly Channel<MqttMessage> messages = Channel.CreateUnbounded<MqttMessage>();

    public ValueTask Take(MqttMessage message, CancellationToken stop)
    {
        messages.Writer.TryWrite(message);
        return ValueTask.CompletedTask;
    }

    public async Task<MqttMessage> Next() => await messages.Reader.ReadAsync().AsTask().WaitAsync(Patient);

    public async Task<string> NextText() => Encoding.UTF8.GetString((await Next()).Payload.Span);

    /// <summary>What has come so far and was not taken.</summary>
    public IReadOnlyList<MqttMessage> Rest()
    {
        var rest = new List<MqttMessage>();
        while (messages.Reader.TryRead(out var message))
            rest.Add(message);

        return rest;
    }
}
