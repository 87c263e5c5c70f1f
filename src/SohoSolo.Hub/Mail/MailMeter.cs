using System.Diagnostics.Metrics;
using SohoSolo.Hub.Metrics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>What became of messages that this node tried to send.</summary>
internal static class MailMeter
{
    private static readonly Meter Meter = new(HubMeter.Name);
    private static readonly Counter<long> Tried = Meter.CreateCounter<long>("sohosolo_mail_total", description: "Messages that were tried, by what became of them: sent, queued again, dead or cancelled.");

    public static void Settled(Letter letter) => Tried.Add(1, new KeyValuePair<string, object?>("outcome", Api.Words.Of(letter.Status)));
}
