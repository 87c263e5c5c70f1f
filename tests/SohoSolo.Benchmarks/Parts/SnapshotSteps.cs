using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using SohoSolo.Benchmarks.Loads.Doors;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Outbox;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>From what the rows say to a gateway that decides by it, one step after the other, with a broker of its own process between; beside signing, checking, packing and unpacking as many bytes.</summary>
internal static class SnapshotSteps
{
    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;
    private const string Hashed = "hub: badges hashed under the site's key";
    private const string Built = "hub: rights built from bookings";
    private const string Signed = "hub: written, signed, packed";
    private const string Sent = "sent: hub, broker, gateway";
    private const string Read = "gateway: unpacked, verified, read";
    private const string Kept = "gateway: on disk";
    private const string Indexed = "gateway: indexed";
    private const string Whole = "in all";
    private const string Bare = "bare: sign, verify, pack, unpack as many bytes";
    private const string Compared = "hub: compared with the last";
    private const string DeltaSigned = "hub: change written, signed, packed";
    private const string DeltaApplied = "gateway: change read, applied, indexed";

    private static readonly string[] Steps = [Hashed, Built, Signed, Sent, Read, Kept, Indexed, Whole, Bare, Compared, DeltaSigned, DeltaApplied];

    public static async Task Run(Effort effort, TextWriter to)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        try
        {
            using var site = new LargeSite();
            using var trust = new HubTrust(site.Keys);
            await using var outbox = Outbox.Open(Path.Combine(folder.FullName, "outbox.db"), TimeProvider.System);
            var broker = await MqttBrokers.StartOurs();
            await using var process = broker.Process;
            await using var post = await SnapshotPost.Open(process.Port);
            var turns = new Turns(site, trust, outbox, post);
            await turns.During(effort.Round, new StepWatch());
            var rounds = new List<StepWatch>();
            for (var round = 0; round < effort.Rounds; round++)
            {
                rounds.Add(new StepWatch());
                await turns.During(effort.Round, rounds[^1]);
            }

            Print(to, turns, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(TextWriter to, Turns turns, List<StepWatch> rounds)
    {
        var all = Steps.ToDictionary(step => step, step => Figures.MedianOf([.. rounds.Select(round => round.Of(step))]), StringComparer.Ordinal);
        var table = new Table("step", "p50 ms", "p99 ms", "p50 ÷ bare");
        foreach (var (step, figures) in Steps.Select(step => (step, all[step])))
            table.Add(step, Table.Ms(figures.P50), Table.Ms(figures.P99), Table.Ratio(figures.P50, all[Bare].P50));

        to.WriteLine(
            $"{turns.Entries:N0} entries of {LargeSite.Members} members with bookings over a week: {Kilobytes(turns.PlainBytes)} KiB of signed JSON, {Kilobytes(turns.PackedBytes)} KiB packed. A change of one booking: {turns.DeltaBytes} bytes.");
        table.Print(to);
    }

    private static string Kilobytes(int bytes) => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The same snapshot again and again, each with the next revision.</summary>
    private sealed class Turns(LargeSite site, HubTrust trust, Outbox outbox, SnapshotPost post)
    {
        private long revision;

        public int Entries { get; private set; }

        public int PlainBytes { get; private set; }

        public int PackedBytes { get; private set; }

        public int DeltaBytes { get; private set; }

        public async Task During(TimeSpan during, StepWatch watch)
        {
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < during;)
                await Once(watch);
        }

        private async Task Once(StepWatch watch)
        {
            revision += 2;
            var started = Stopwatch.GetTimestamp();
            var held = watch.Time(Hashed, site.Hash);
            var sources = site.Sources(held);
            var snapshot = site.Snapshot(watch.Time(Built, () => AccessSnapshotBuilder.Build(sources, LargeSite.Now)), revision);
            var message = watch.Time(Signed, () => SnapshotCodec.Write(snapshot, site.Keys.Kid, site.Key));
            var before = Stopwatch.GetTimestamp();
            message = await post.Send(message);
            watch.Add(Sent, Stopwatch.GetTimestamp() - before);
            var read = watch.Time(Read, () => SnapshotCodec.Read(message, trust).Value!);
            before = Stopwatch.GetTimestamp();
            await outbox.Save(new StateChange("link:snapshot", null) { Bytes = message });
            watch.Add(Kept, Stopwatch.GetTimestamp() - before);
            watch.Time(Indexed, () => new SnapshotIndex(site.Keys.Site, read));
            watch.Add(Whole, Stopwatch.GetTimestamp() - started);
            var plain = Gzip.Inflate(message)!;
            watch.Time(Bare, () => SignAndPack(plain));
            (Entries, PlainBytes, PackedBytes) = (read.Content.Entries.Count, plain.Length, message.Length);
            Change(watch, read, held);
        }

        private void Change(StepWatch watch, AccessSnapshot before, IReadOnlyList<HeldCredential> held)
        {
            var after = site.Snapshot(AccessSnapshotBuilder.Build(site.Sources(held, isBookedOnce: true), LargeSite.Now), revision + 1);
            var delta = watch.Time(Compared, () => AccessDelta.Between(before, after));
            var message = watch.Time(DeltaSigned, () => SnapshotCodec.WriteDelta(delta, site.Keys.Kid, site.Key));
            watch.Time(DeltaApplied, () => new SnapshotIndex(site.Keys.Site, SnapshotCodec.ReadDelta(message, trust).Value!.ApplyTo(before)));
            DeltaBytes = message.Length;
        }

        private int SignAndPack(byte[] plain)
        {
            var signature = site.Key.SignData(plain, HashAlgorithmName.SHA256, Format);
            var unpacked = Gzip.Inflate(Gzip.Deflate(plain))!;
            return site.Key.VerifyData(unpacked, signature, HashAlgorithmName.SHA256, Format) ? unpacked.Length : throw new InvalidOperationException("The signature does not hold.");
        }
    }
}
