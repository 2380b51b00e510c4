namespace Dify.Generated;

/// <summary>A class that writes its own members, so that writing needs neither reflection nor a serializer.</summary>
internal interface IJsonWritable
{
    /// <summary>Writes the members that have a value, those that the documents do not name last.</summary>
    /// <param name="body">What they are written into.</param>
    void WriteMembers(JsonBody body);
}
