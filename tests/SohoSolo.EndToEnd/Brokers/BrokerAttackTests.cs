using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Brokers;

/// <summary>Whatever others do to it, the broker stays small and goes on serving who behaves. How quickly it does is measured by the benchmark <c>mqtt-attacks</c>.</summary>
public sealed class BrokerAttackTests(ITestOutputHelper output)
{
    private const long MostMemory = 256L * 1024 * 1024;

    private static readonly int RoundTrips = Repository.IsFull ? 3_000 : 300;

    public static TheoryData<string> Attacks => [.. Attack.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task An_attack_costs_little_and_stops_nobody(string name)
    {
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open, TestContext.Current.CancellationToken);
        await using (var attack = Attack.All.Single(one => one.Name == name).Start(broker.Port))
        {
            await Serves(broker, RoundTrips);
            output.WriteLine($"{name}: {attack.Actions} actions, {broker.ResidentBytes / 1024 / 1024} MB");
            Assert.True(attack.Actions > 0, "The attack did not get going.");
        }

        await Serves(broker, 10);
        Assert.InRange(broker.ResidentBytes, 0, MostMemory);
    }

    [Fact]
    public async Task All_attacks_at_once_on_a_broker_with_a_store()
    {
        var folder = Directory.CreateTempSubdirectory("broker-attack").FullName;
        await using (var broker = await BrokerProcess.Start(BrokerOptions.Open with { Store = folder }, TestContext.Current.CancellationToken))
        {
            var attacks = Attack.All.Select(attack => attack.Start(broker.Port)).ToList();
            await Serves(broker, RoundTrips);
            output.WriteLine($"{attacks.Sum(attack => attack.Actions)} actions, {broker.ResidentBytes / 1024 / 1024} MB");
            foreach (var attack in attacks)
                await attack.DisposeAsync();

            await Serves(broker, 10);
            Assert.InRange(broker.ResidentBytes, 0, MostMemory);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A well-behaved client's messages come back to it, one after the other.</summary>
    private static async Task Serves(BrokerProcess broker, int roundTrips)
    {
        await using var peer = await RawPeer.Connect(broker.Port, "behaves");
        await peer.Subscribe("echo/behaves", 1);
        for (var number = 0; number < roundTrips; number++)
        {
            await peer.Publish("echo/behaves", $"{number}", qos: 1);
            for (var come = 0; come < 2; come++)
            {
                var packet = await peer.Receive() ?? throw new InvalidOperationException($"The broker closed on who behaves.\n{broker.Output}");
                if (packet.Type != PeerPacketType.Publish)
                    continue;

                Assert.Equal($"{number}", packet.Text);
                await peer.Ack(PeerPacketType.PubAck, packet.Id);
            }
        }
    }
}
