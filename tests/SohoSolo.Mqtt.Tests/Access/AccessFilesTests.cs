using System.Text;
using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Mqtt.Tests.Access;

public sealed class AccessFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");

    private string Users => Path.Combine(folder.FullName, "users");

    private string Acl => Path.Combine(folder.FullName, "acl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_user_comes_in_with_the_right_password_only()
    {
        File.WriteAllText(Users, UserFile.Entry("anne", "secret", 10));
        var access = new AccessFiles(new AccessFileOptions { Users = Users });

        Assert.Equal(new Authentication.Accepted("anne"), await Ask(access, "anne", "secret"));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, Assert.IsType<Authentication.Refused>(await Ask(access, "anne", "wrong")).Reason);
        Assert.IsType<Authentication.Refused>(await Ask(access, "anne", null));
        Assert.IsType<Authentication.Refused>(await Ask(access, null, null));
        Assert.Equal(await Ask(access, "bob", "secret"), await Ask(access, "anne", "wrong"));
    }

    [Fact]
    public async Task Anonymous_clients_come_in_where_they_are_allowed_and_a_wrong_password_does_not_make_one()
    {
        File.WriteAllText(Users, UserFile.Entry("anne", "secret", 10));
        var access = new AccessFiles(new AccessFileOptions { Users = Users, AllowAnonymous = true });

        Assert.Equal(new Authentication.Accepted(null), await Ask(access, null, null));
        Assert.IsType<Authentication.Refused>(await Ask(access, "anne", "wrong"));
    }

    [Fact]
    public async Task A_name_that_nobody_can_check_is_nobodys()
    {
        File.WriteAllText(Acl, "topic read open\nuser anne\ntopic #");
        var access = new AccessFiles(new AccessFileOptions { AccessList = Acl, AllowAnonymous = true });

        var accepted = Assert.IsType<Authentication.Accepted>(await Ask(access, "anne", "anything"));

        Assert.Null(accepted.Identity);
        Assert.Equal(ReasonCode.NotAuthorized, access.AuthorizeSubscribe(Client(accepted.Identity), "anything"));
        Assert.Equal(ReasonCode.Success, access.AuthorizeSubscribe(Client(accepted.Identity), "open"));
    }

    [Fact]
    public async Task A_certificate_says_who_comes_whatever_user_name_is_beside_it()
    {
        File.WriteAllText(Users, UserFile.Entry("anne", "secret", 10));
        var access = new AccessFiles(new AccessFileOptions { Users = Users });

        Assert.Equal(new Authentication.Accepted("gw-nogaro"), await access.Authenticate(Request("anne", null) with { CertificateName = "gw-nogaro" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Without_an_acl_file_whoever_is_in_may_do_everything()
    {
        var access = new AccessFiles(new AccessFileOptions { AllowAnonymous = true });

        Assert.Equal(ReasonCode.Success, access.AuthorizePublish(Client(null), "t", QualityOfService.AtLeastOnce, retain: true));
        Assert.Equal(ReasonCode.Success, access.AuthorizeSubscribe(Client(null), "#"));
    }

    [Fact]
    public async Task New_files_count_after_a_reload_and_a_broken_one_changes_nothing()
    {
        File.WriteAllText(Users, UserFile.Entry("anne", "secret", 10));
        File.WriteAllText(Acl, "user anne\ntopic a");
        var access = new AccessFiles(new AccessFileOptions { Users = Users, AccessList = Acl });

        File.WriteAllText(Users, UserFile.Entry("bob", "secret", 10));
        File.WriteAllText(Acl, "user bob\ntopic\n");
        Assert.Equal($"{Acl}, line 2: a topic filter is missing", access.Reload());
        Assert.IsType<Authentication.Accepted>(await Ask(access, "anne", "secret"));
        Assert.Equal(ReasonCode.Success, access.AuthorizeSubscribe(Client("anne"), "a"));

        File.WriteAllText(Acl, "user bob\ntopic b\n");
        Assert.Null(access.Reload());
        Assert.IsType<Authentication.Refused>(await Ask(access, "anne", "secret"));
        Assert.IsType<Authentication.Accepted>(await Ask(access, "bob", "secret"));
        Assert.Equal(ReasonCode.NotAuthorized, access.AuthorizeSubscribe(Client("anne"), "a"));
        Assert.Equal(ReasonCode.Success, access.AuthorizePublish(Client("bob"), "b", QualityOfService.AtMostOnce, retain: false));
    }

    private static async Task<Authentication> Ask(AccessFiles access, string? name, string? password) => await access.Authenticate(Request(name, password), TestContext.Current.CancellationToken);

    private static AuthenticationRequest Request(string? name, string? password) =>
        new("c", name, password is null ? null : Encoding.UTF8.GetBytes(password), null, null, null, MqttVersion.V5);

    private static BrokerClient Client(string? identity) => new("c", identity, MqttVersion.V5, null);
}
