using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace SohoSolo.Mqtt.Broker.Transport;

/// <summary>What Kestrel asks for to start, and never calls: every connection ends in our own handler.</summary>
internal sealed class NoHttp : IHttpApplication<object>
{
    public object CreateContext(IFeatureCollection contextFeatures) => throw new UnreachableException();

    public Task ProcessRequestAsync(object context) => throw new UnreachableException();

    public void DisposeContext(object context, Exception? exception) => throw new UnreachableException();
}
