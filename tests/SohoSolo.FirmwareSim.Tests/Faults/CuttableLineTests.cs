using System.Net;
using System.Net.Sockets;
using SohoSolo.FirmwareSim.Faults;

namespace SohoSolo.FirmwareSim.Tests.Faults;

/// <summary>A line that tests cut: between a site and the hub.</summary>
public sealed class CuttableLineTests : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public CuttableLineTests() => server.Start();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)server.LocalEndpoint).Port;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task What_is_said_passes_both_ways()
    {
        await using var line = CuttableLine.To(Port);
        using var near = await Connect(line);
        using var far = await server.AcceptSocketAsync(Stop);

        await near.SendAsync("hello"u8.ToArray(), Stop);
        Assert.Equal("hello"u8.ToArray(), await Hear(far, 5));
        await far.SendAsync("yes"u8.ToArray(), Stop);
        Assert.Equal("yes"u8.ToArray(), await Hear(near, 3));
    }

    [Fact]
    public async Task A_cut_ends_what_is_open_and_a_restored_line_takes_new_calls()
    {
        await using var line = CuttableLine.To(Port);
        using var near = await Connect(line);
        using var far = await server.AcceptSocketAsync(Stop);
        await near.SendAsync("x"u8.ToArray(), Stop);
        await Hear(far, 1);

        line.Cut();
        Assert.True(await IsOver(near));
        Assert.True(await IsOver(far));
        using var during = await Connect(line);
        Assert.True(await IsOver(during));

        line.Restore();
        using var again = await Connect(line);
        using var ignored = await server.AcceptSocketAsync(Stop);
        using var other = await server.AcceptSocketAsync(Stop);
        await again.SendAsync("y"u8.ToArray(), Stop);
        Assert.Equal("y"u8.ToArray(), await Hear(other, 1));
    }

    [Fact]
    public async Task A_held_line_lets_nothing_pass_and_loses_nothing()
    {
        await using var line = CuttableLine.To(Port);
        using var near = await Connect(line);
        using var far = await server.AcceptSocketAsync(Stop);
        line.Hold();
        await near.SendAsync("later"u8.ToArray(), Stop);
        var heard = Hear(far, 5);

        Assert.False(heard.IsCompleted);
        line.Restore();
        Assert.Equal("later"u8.ToArray(), await heard);
    }

    private static async Task<Socket> Connect(CuttableLine line)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, line.Port, Stop);
        return socket;
    }

    private static async Task<byte[]> Hear(Socket socket, int many)
    {
        var buffer = new byte[many];
        for (var heard = 0; heard < many;)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(heard), Stop);
            Assert.NotEqual(0, count);
            heard += count;
        }

        return buffer;
    }

    private static async Task<bool> IsOver(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1], Stop) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
