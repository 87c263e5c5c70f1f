using Microsoft.Extensions.Logging;
using SohoSolo.Hub.Broker;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Broker;

public sealed class RefusalLogTests
{
    private readonly ManualClock clock = new(DateTimeOffset.UnixEpoch.AddDays(1));
    private readonly Lines lines = new();

    [Fact]
    public void A_refusal_says_who_where_and_why()
    {
        new RefusalLog(lines, clock).Refused(new Refusal(RefusalKind.Publish, "c1", "anne", "secret/door", ReasonCode.NotAuthorized, "no line allows it", null));

        Assert.Equal("MQTT refused: Publish of client c1, user anne, from , at secret/door: 0x87 NotAuthorized: no line allows it", Assert.Single(lines.Said));
    }

    [Fact]
    public void What_a_stranger_sent_does_not_command_the_terminal()
    {
        new RefusalLog(lines, clock).Refused(new Refusal(RefusalKind.Subscribe, "c\u001b[2J", null, new string('x', 60_000) + "\n", ReasonCode.NotAuthorized, "no", null));

        Assert.DoesNotContain(lines.Said[0], char.IsControl);
        Assert.True(lines.Said[0].Length < 300);
    }

    [Fact]
    public void A_client_that_tries_for_ever_fills_no_log()
    {
        var refusals = new RefusalLog(lines, clock);
        for (var i = 0; i < 1000; i++)
            refusals.Dropped("slow", ReasonCode.QuotaExceeded, 1);

        Assert.Equal(20, lines.Said.Count);
        clock.MoveTo(clock.GetUtcNow().AddSeconds(10));
        refusals.Dropped("slow", ReasonCode.QuotaExceeded, 1);

        Assert.Equal(["MQTT: 980 more refusals and drops were counted and not written", "MQTT dropped: 1 messages for client slow: QuotaExceeded"], lines.Said[20..]);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
