using SohoSolo.FirmwareSim.Shell;
using Xunit;

namespace SohoSolo.FirmwareSim.Tests.Shell;

public sealed class BootsTests
{
    [Fact]
    public void No_two_lives_have_one_name()
    {
        var names = Enumerable.Range(0, 100).Select(_ => Boots.New()).ToList();
        Assert.Equal(100, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[0-9a-f]{16}$", name));
    }
}
