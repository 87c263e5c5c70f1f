using System.IO.Pipelines;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Two ends of a way inside the process.</summary>
internal sealed record PipePair(IDuplexPipe Client, IDuplexPipe Server)
{
    public static PipePair New()
    {
        var (up, down) = (new Pipe(), new Pipe());
        return new PipePair(new End(down.Reader, up.Writer), new End(up.Reader, down.Writer));
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
