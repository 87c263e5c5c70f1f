using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using SohoSolo.Mqtt.Broker.Connections;

namespace SohoSolo.Mqtt.Tests.Broker;

public sealed class OutletBufferTests
{
    [Fact]
    public async Task What_is_encoded_after_a_flush_stays_behind_what_was_encoded_during_it()
    {
        var pipe = new Pipe();
        var buffer = new OutletBuffer(pipe.Writer);
        buffer.Write("before, "u8);
        buffer.TakePipe();
        buffer.Write("during, "u8);
        buffer.ReturnPipe();
        buffer.Write("after"u8);
        buffer.TakePipe();
        await pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);

        var read = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("before, during, after", Encoding.UTF8.GetString(read.Buffer));
    }
}
