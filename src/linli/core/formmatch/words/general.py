"""Labels that say too little by themselves."""

from .expand import expand

# A label that is only this may mean anything: it is never matched without a person's answer.
VAGUE = frozenset(
    expand(
        "状态 类型 类别 名称 编号 单位 时间 日期 金额 数量 地址 面积 分类 类 种类 编码 内容 情况 "
        "合计 总数 总计 小计 标准 年度 年份 月份 其他 其它 描述 详情 级别 等级 层级 标志 标识 代码 "
        "号 方式 原因 结果 用途 性质 地点 位置 人数 户数 次数 有效期 操作 责任人 处理人 人员 "
        "姓名及电话 说明 附件 照片 图片 签字 签名 盖章 审核意见 意见 有效标志 区域 领域 所在地 坐标 "
        "经纬度 角色 用户 用户名 密码 主题 标题 事项 项目 开始时间 结束时间 创建时间 更新时间 "
        "修改时间 修改人 创建人 更新人 删除标识 ID 档案号"
    )
)
